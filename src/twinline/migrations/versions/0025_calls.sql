-- What is urgent and was not acknowledged by the other side in time: somebody there is told by phone (R13, R22). One
-- row for each handover or joint action and outage; it is over when all of it is acknowledged, or told.
CREATE TABLE exchange_call (
    id          uuid PRIMARY KEY,
    platform    text        NOT NULL,
    peer        text        NOT NULL,
    subject_id  uuid        NOT NULL,
    appeal_id   uuid        NOT NULL,
    kind        text        NOT NULL,
    since       timestamptz NOT NULL,
    raised_at   timestamptz NOT NULL,
    answered_at timestamptz,
    told_at     timestamptz,
    told_by     uuid,
    told_whom   text,
    CHECK ((told_at IS NULL) = (told_whom IS NULL))
);
CREATE UNIQUE INDEX exchange_call_open ON exchange_call (subject_id, platform)
    WHERE answered_at IS NULL AND told_at IS NULL;
CREATE INDEX exchange_call_subject ON exchange_call (subject_id, platform);
CREATE INDEX exchange_refusal_peer_code ON exchange_refusal (peer, code, at);
