-- Somebody who wants to hear of facts: at an address, or without one by asking. The account's rights decide which it hears of.
CREATE TABLE webhook (
    id            uuid PRIMARY KEY,
    account_id    uuid        NOT NULL REFERENCES account,
    name          text        NOT NULL,
    url           text,
    topics        text[]      NOT NULL,
    secret        bytea       NOT NULL,
    old_secret    bytea,
    old_until     timestamptz,
    added_at      timestamptz NOT NULL,
    failing_since timestamptz,
    ended_at      timestamptz,
    ended_why     text CHECK (ended_why IN ('asked', 'gone', 'failing')),
    CHECK ((ended_at IS NULL) = (ended_why IS NULL)),
    CHECK ((old_secret IS NULL) = (old_until IS NULL))
);
CREATE INDEX webhook_account ON webhook (account_id);

-- kept: there is no address. withheld: at the time of sending the account might no longer hear of it. n: in the order of
-- the facts, for one process at a time writes here.
CREATE TABLE webhook_delivery (
    n          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         uuid        NOT NULL UNIQUE,
    webhook_id uuid        NOT NULL REFERENCES webhook ON DELETE CASCADE,
    topic      text        NOT NULL,
    appeal_id  uuid,
    body       text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('waiting', 'sent', 'dead', 'withheld', 'kept')),
    tries      smallint    NOT NULL DEFAULT 0,
    made_at    timestamptz NOT NULL,
    next_at    timestamptz NOT NULL,
    settled_at timestamptz
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, n);
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_old ON webhook_delivery (made_at);

CREATE TABLE webhook_attempt (
    id       uuid PRIMARY KEY,
    delivery bigint      NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
    at       timestamptz NOT NULL,
    ms       integer     NOT NULL,
    address  text,
    status   smallint,
    error    text,
    answer   text        NOT NULL
);
CREATE INDEX webhook_attempt_of ON webhook_attempt (delivery, id);
