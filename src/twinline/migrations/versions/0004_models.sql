-- Models that were trained here. File and card never change; the state says which one speaks.
CREATE TABLE model (
    id           uuid        PRIMARY KEY,
    name         text        NOT NULL UNIQUE,
    kind         text        NOT NULL CHECK (kind IN ('text')),
    state        text        NOT NULL CHECK (state IN ('candidate', 'shadow', 'active', 'retired')),
    version      integer     NOT NULL,
    digest       bytea       NOT NULL,
    file         bytea       NOT NULL,
    card         json        NOT NULL,
    created_at   timestamptz NOT NULL,
    created_by   uuid,
    activated_at timestamptz,
    activated_by uuid,
    CHECK (state <> 'active' OR activated_at IS NOT NULL)
);
CREATE UNIQUE INDEX model_one_active ON model ((true)) WHERE state = 'active';
CREATE UNIQUE INDEX model_one_shadow ON model ((true)) WHERE state = 'shadow';

CREATE FUNCTION refuse_model_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a model is never changed, only replaced' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER model_frozen BEFORE UPDATE ON model FOR EACH ROW
    WHEN ((OLD.id, OLD.name, OLD.kind, OLD.digest, OLD.file, OLD.card::text, OLD.created_at)
          IS DISTINCT FROM (NEW.id, NEW.name, NEW.kind, NEW.digest, NEW.file, NEW.card::text, NEW.created_at))
    EXECUTE FUNCTION refuse_model_change();
CREATE TRIGGER model_kept BEFORE DELETE ON model FOR EACH ROW EXECUTE FUNCTION refuse_model_change();

-- Whether models may speak at all: the last word holds; without one they may.
CREATE TABLE model_switch (
    seq    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    is_on  boolean     NOT NULL,
    at     timestamptz NOT NULL,
    by_id  uuid,
    reason text        NOT NULL
);
CREATE TRIGGER model_switch_append_only BEFORE UPDATE OR DELETE ON model_switch
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
