-- What is heard of a peer by each way to it (R3). A way is broken when nothing was heard for three heartbeats.
CREATE TABLE exchange_link (
    peer       text        NOT NULL REFERENCES peer,
    transport  text        NOT NULL,
    every_s    real        NOT NULL CHECK (every_s > 0),
    since      timestamptz NOT NULL,
    beat_at    timestamptz,
    failed     text,
    echoed_at  timestamptz,
    rtt_ms     real,
    heard_at   timestamptz,
    heard_said timestamptz,
    down_since timestamptz,
    PRIMARY KEY (peer, transport)
);

-- Comparing what one side sent on a day (in China) with what the other took and admitted; out: we sent it (R45, R62).
CREATE TABLE exchange_digest (
    id         uuid PRIMARY KEY,
    peer       text        NOT NULL REFERENCES peer,
    day        date        NOT NULL,
    direction  text        NOT NULL CHECK (direction IN ('out', 'in')),
    asked_by   uuid,
    started_at timestamptz NOT NULL,
    since      timestamptz NOT NULL,
    until      timestamptz NOT NULL,
    state      text        NOT NULL DEFAULT 'asking' CHECK (state IN ('asking', 'repairing', 'agreed', 'differs')),
    step       integer     NOT NULL DEFAULT 0,
    tries      smallint    NOT NULL DEFAULT 0,
    next_at    timestamptz,
    asked      jsonb       NOT NULL DEFAULT '[]',
    waiting    jsonb       NOT NULL,
    found      jsonb       NOT NULL DEFAULT '[]',
    sent       bigint,
    taken      bigint,
    admitted   bigint,
    sent_sm3   text,
    taken_sm3  text,
    difference integer,
    repaired   integer     NOT NULL DEFAULT 0,
    ended_at   timestamptz
);
CREATE INDEX exchange_digest_due ON exchange_digest (peer, next_at) WHERE ended_at IS NULL;
CREATE INDEX exchange_digest_peer ON exchange_digest (peer, id);
CREATE INDEX exchange_out_at ON exchange_out (peer, at);
CREATE INDEX exchange_in_at ON exchange_in (peer, at);

-- What a peer says when it is asked how it stands with us; only what was asked for is kept.
CREATE TABLE exchange_reply (
    id   uuid PRIMARY KEY,
    peer text        NOT NULL REFERENCES peer,
    at   timestamptz NOT NULL,
    data jsonb
);

-- A trial of everything that a link must do, and what came of it (R91, R92).
CREATE TABLE exchange_checkup (
    id         uuid PRIMARY KEY,
    peer       text        NOT NULL REFERENCES peer,
    asked_by   uuid,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    passed     boolean,
    report     jsonb       NOT NULL DEFAULT '[]'
);
CREATE INDEX exchange_checkup_peer ON exchange_checkup (peer, id);

-- Links between the two platforms in every region: voice, order, data (R3). The peer is who the link leads to.
CREATE TABLE link_register (
    region     text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('voice', 'order', 'data')),
    peer       text REFERENCES peer,
    go_live    date,
    tested_on  date,
    passed     boolean,
    note       text        NOT NULL DEFAULT '',
    changed_at timestamptz NOT NULL,
    changed_by uuid,
    PRIMARY KEY (region, kind),
    CHECK ((tested_on IS NULL) = (passed IS NULL))
);

-- A reminder without an order is of a way of judging (drift) or of the exchange with a peer: kind says which.
CREATE INDEX exchange_refusal_peer ON exchange_refusal (peer, at);
