-- Sealed, because people's own words are in it; the id is the page's, and the account's alone.
CREATE TABLE draft (
    account_id uuid        NOT NULL REFERENCES account (id),
    id         uuid        NOT NULL,
    version    integer     NOT NULL,
    sealed     bytea       NOT NULL,
    made_at    timestamptz NOT NULL,
    saved_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX draft_saved ON draft (saved_at);

-- Half a minute's knowledge: after a crash the open pages tell it again.
CREATE UNLOGGED TABLE presence (
    appeal_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    writing    boolean     NOT NULL,
    since      timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (appeal_id, account_id)
);
CREATE INDEX presence_seen ON presence (seen_at);
