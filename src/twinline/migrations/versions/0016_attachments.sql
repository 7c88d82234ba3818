-- peer: where it comes from, NULL when it was added here. held: chunks that are here. Of those that come from a peer:
-- failures: so often the whole did not fit its digest; asked: numbers of chunks on their way, tries: asked in vain since
-- one came, next_at: when to ask again.
CREATE TABLE attachment (
    id         uuid PRIMARY KEY,
    appeal_id  uuid        NOT NULL REFERENCES appeal,
    name       text        NOT NULL,
    media_type text,
    bytes      bigint      NOT NULL CHECK (bytes > 0),
    sm3        bytea,
    personal   boolean     NOT NULL,
    platform   text        NOT NULL,
    added_by   uuid,
    at         timestamptz NOT NULL,
    peer       text REFERENCES peer,
    held       integer     NOT NULL DEFAULT 0,
    whole_at   timestamptz,
    failures   smallint    NOT NULL DEFAULT 0,
    tries      smallint    NOT NULL DEFAULT 0,
    asked      integer[]   NOT NULL DEFAULT '{}',
    next_at    timestamptz,
    CHECK (whole_at IS NULL OR (sm3 IS NOT NULL AND media_type IS NOT NULL))
);
CREATE INDEX attachment_appeal ON attachment (appeal_id);
CREATE INDEX attachment_coming ON attachment (peer, next_at) WHERE whole_at IS NULL;

CREATE TABLE attachment_chunk (
    attachment_id uuid    NOT NULL REFERENCES attachment ON DELETE CASCADE,
    n             integer NOT NULL,
    data          bytea   NOT NULL,
    PRIMARY KEY (attachment_id, n)
);
ALTER TABLE attachment_chunk ALTER COLUMN data SET STORAGE EXTERNAL;

-- What a peer is told of, until it has it whole. held: how far it said it has it.
CREATE TABLE attachment_offer (
    peer          text        NOT NULL REFERENCES peer,
    attachment_id uuid        NOT NULL REFERENCES attachment,
    tries         smallint    NOT NULL DEFAULT 0,
    next_at       timestamptz NOT NULL,
    held          integer     NOT NULL DEFAULT 0,
    whole_at      timestamptz,
    PRIMARY KEY (attachment_id, peer)
);
CREATE INDEX attachment_offer_due ON attachment_offer (peer, next_at) WHERE whole_at IS NULL;
