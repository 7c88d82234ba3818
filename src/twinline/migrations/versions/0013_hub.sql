-- A hub's tokens (decision 0017): each is for another peer and is passed on unopened. token: NULL once it is passed on.
CREATE TABLE hub_token (
    pos        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest     bytea       NOT NULL UNIQUE,
    source     text        NOT NULL REFERENCES peer,
    target     text        NOT NULL REFERENCES peer,
    urgent     boolean     NOT NULL,
    token      text,
    chars      integer     NOT NULL,
    kept_at    timestamptz NOT NULL,
    passing_at timestamptz,
    passed_at  timestamptz,
    passes     integer     NOT NULL DEFAULT 0,
    transport  text,
    CHECK (passed_at IS NOT NULL OR token IS NOT NULL)
);
CREATE INDEX hub_token_waiting ON hub_token (target, urgent DESC, pos) WHERE passed_at IS NULL;
CREATE INDEX hub_token_passed ON hub_token (passed_at) WHERE passed_at IS NOT NULL;
