-- A warning (CAP 1.2) that those on duty should know of. ended_by: the message that cancelled it or took its place.
CREATE TABLE hint (
    id          uuid PRIMARY KEY,
    sender      text        NOT NULL,
    identifier  text        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('emergency', 'surge')),
    event       text        NOT NULL,
    severity    text        NOT NULL,
    urgency     text        NOT NULL,
    certainty   text        NOT NULL,
    headline    text        NOT NULL,
    description text        NOT NULL,
    instruction text        NOT NULL,
    divisions   text[]      NOT NULL,
    sent_at     timestamptz NOT NULL,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    taken_at    timestamptz NOT NULL,
    account_id  uuid,
    ended_at    timestamptz,
    ended_by    text,
    UNIQUE (sender, identifier)
);
CREATE INDEX hint_now ON hint (ends_at) WHERE ended_at IS NULL;
