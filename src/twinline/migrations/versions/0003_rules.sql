-- An edition is a full set of the rule tables. Number 0 is the one that ships with the program and has no row here.
CREATE TABLE rule_edition (
    number         integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id             uuid        NOT NULL UNIQUE,
    state          text        NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
    version        integer     NOT NULL,
    based_on       integer     NOT NULL,
    title          text        NOT NULL,
    note           text        NOT NULL,
    created_at     timestamptz NOT NULL,
    created_by     uuid,
    edited_at      timestamptz,
    editors        uuid[]      NOT NULL DEFAULT '{}',
    published_at   timestamptz,
    published_by   uuid,
    effective_from date,
    digest         bytea,
    signature      bytea,
    key_id         text,
    CHECK (state <> 'published' OR (published_at IS NOT NULL AND effective_from IS NOT NULL AND digest IS NOT NULL
                                    AND signature IS NOT NULL AND key_id IS NOT NULL))
);

CREATE TABLE rule_row (
    edition    integer     NOT NULL REFERENCES rule_edition,
    table_name text        NOT NULL,
    ordinal    integer     NOT NULL,
    code       text        NOT NULL,
    data       json        NOT NULL,
    version    integer     NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid,
    PRIMARY KEY (edition, table_name, ordinal)
);

-- What a publication was signed for never changes; the only way on is to withdraw it.
CREATE FUNCTION refuse_rule_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published edition is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER rule_edition_frozen BEFORE UPDATE ON rule_edition FOR EACH ROW
    WHEN (OLD.state <> 'draft' AND (OLD.number, OLD.based_on, OLD.title, OLD.note, OLD.effective_from, OLD.digest,
                                    OLD.signature) IS DISTINCT FROM
                                   (NEW.number, NEW.based_on, NEW.title, NEW.note, NEW.effective_from, NEW.digest,
                                    NEW.signature))
    EXECUTE FUNCTION refuse_rule_change();

CREATE FUNCTION refuse_published_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM rule_edition
         WHERE number = CASE WHEN TG_OP = 'DELETE' THEN OLD.edition ELSE NEW.edition END) <> 'draft' THEN
        RAISE EXCEPTION 'a published edition is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER rule_row_frozen BEFORE INSERT OR UPDATE OR DELETE ON rule_row
    FOR EACH ROW EXECUTE FUNCTION refuse_published_row();

-- Which edition holds from which day: the latest day that has come, and of one day the last word. A rollback is one row.
CREATE TABLE rule_force (
    seq            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    edition        integer     NOT NULL,
    effective_from date        NOT NULL,
    digest         bytea       NOT NULL,
    at             timestamptz NOT NULL,
    by_id          uuid,
    reason         text        NOT NULL,
    signature      bytea       NOT NULL,
    key_id         text        NOT NULL
);
CREATE TRIGGER rule_force_append_only BEFORE UPDATE OR DELETE ON rule_force
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The tables that shipped with each program that ever judged here, so that old decisions can be judged again.
CREATE TABLE rule_archive (
    key     text        PRIMARY KEY,
    content json        NOT NULL,
    at      timestamptz NOT NULL
);
