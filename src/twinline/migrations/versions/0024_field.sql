-- Steps that a device sent with a key, so that it may send them again.
CREATE TABLE step_key (
    account_id uuid        NOT NULL,
    key        text        NOT NULL,
    order_id   uuid        NOT NULL,
    event      text        NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX step_key_at ON step_key (at);
