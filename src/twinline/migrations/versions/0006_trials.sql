-- One replay of a draft edition over the decisions of some days. ``position`` is the key of the last appeal that is counted.
CREATE TABLE replay (
    id              uuid PRIMARY KEY,
    edition         integer          NOT NULL,
    base            integer          NOT NULL,
    draft_digest    bytea            NOT NULL,
    base_digest     bytea            NOT NULL,
    days            smallint         NOT NULL,
    first_key       uuid             NOT NULL,
    last_key        uuid             NOT NULL,
    as_of           date             NOT NULL,
    state           text             NOT NULL
                    CHECK (state IN ('queued', 'running', 'cancelling', 'cancelled', 'done', 'failed')),
    total           bigint           NOT NULL DEFAULT 0,
    texts           bigint           NOT NULL DEFAULT 0,
    judged          bigint           NOT NULL DEFAULT 0,
    moved           bigint           NOT NULL DEFAULT 0,
    position        uuid             NOT NULL,
    spent_s         double precision NOT NULL DEFAULT 0,
    lease_until     timestamptz,
    error           text,
    created_at      timestamptz      NOT NULL,
    created_by      uuid,
    started_at      timestamptz,
    finished_at     timestamptz
);
CREATE INDEX replay_edition ON replay (edition, id);
-- One at a time: a replay takes all cores that background work may have.
CREATE UNIQUE INDEX replay_one ON replay ((true)) WHERE state IN ('queued', 'running', 'cancelling');

-- The matrices: how many texts went from which value to which. ``dispute`` counts those avoided and those made.
CREATE TABLE replay_cell (
    replay_id  uuid   NOT NULL REFERENCES replay ON DELETE CASCADE,
    field      text   NOT NULL CHECK (field IN ('owner', 'department', 'lead', 'danger', 'type', 'dispute')),
    from_value text   NOT NULL,
    to_value   text   NOT NULL,
    texts      bigint NOT NULL,
    PRIMARY KEY (replay_id, field, from_value, to_value)
);

-- Some examples of each cell: keys of appeals, never their words.
CREATE TABLE replay_case (
    replay_id  uuid NOT NULL,
    field      text NOT NULL,
    from_value text NOT NULL,
    to_value   text NOT NULL,
    appeal_id  uuid NOT NULL,
    was        json NOT NULL,
    would      json NOT NULL,
    PRIMARY KEY (replay_id, field, from_value, to_value, appeal_id),
    FOREIGN KEY (replay_id, field, from_value, to_value) REFERENCES replay_cell ON DELETE CASCADE
);

-- What a model that does not act says of each new appeal, beside what was decided; a field it does not know is null.
CREATE TABLE shadow_decision (
    model_id   uuid        NOT NULL,
    appeal_id  uuid        NOT NULL,
    at         timestamptz NOT NULL,
    owner      text,
    type       text,
    danger     boolean,
    joint      boolean,
    confidence real        NOT NULL,
    was_owner  text        NOT NULL,
    was_type   text        NOT NULL,
    was_danger boolean     NOT NULL,
    was_joint  boolean     NOT NULL,
    differs    boolean     NOT NULL,
    PRIMARY KEY (model_id, appeal_id)
);
CREATE INDEX shadow_decision_differs ON shadow_decision (model_id, appeal_id DESC) WHERE differs;

-- How many texts of a day got which value, for one way of judging; what drift is measured from.
CREATE TABLE drift_count (
    subject text   NOT NULL,
    day     date   NOT NULL,
    field   text   NOT NULL,
    value   text   NOT NULL,
    n       bigint NOT NULL,
    PRIMARY KEY (subject, day, field, value)
);

-- How one day compares with the weeks before it.
CREATE TABLE drift_reading (
    subject text        NOT NULL,
    day     date        NOT NULL,
    at      timestamptz NOT NULL,
    level   text        NOT NULL CHECK (level IN ('few', 'none', 'watch', 'alarm')),
    figures json        NOT NULL,
    PRIMARY KEY (subject, day)
);

ALTER TABLE triage_decision ADD COLUMN reason_code text;
