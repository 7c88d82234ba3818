-- Platforms that messages are exchanged with (decision 0017). The public keys are the peer's.
CREATE TABLE peer (
    name           text PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    title          text        NOT NULL,
    hosts          text[]      NOT NULL CHECK (hosts <@ ARRAY['12345', '110'] AND cardinality(hosts) > 0),
    divisions      text[]      NOT NULL CHECK (cardinality(divisions) > 0),
    keys           jsonb       NOT NULL,
    transports     jsonb       NOT NULL DEFAULT '[]',
    schema_version smallint    NOT NULL DEFAULT 1,
    active         boolean     NOT NULL DEFAULT true,
    added_at       timestamptz NOT NULL,
    out_seq        bigint      NOT NULL DEFAULT 0,
    in_upto        bigint      NOT NULL DEFAULT 0,
    in_max         bigint      NOT NULL DEFAULT 0,
    heard_at       timestamptz,
    answered_at    timestamptz
);

-- Where each subject stands with a peer: the number of its last message packed, and of its last one admitted.
CREATE TABLE exchange_subject (
    peer       text    NOT NULL REFERENCES peer,
    subject_id uuid    NOT NULL,
    out_n      integer NOT NULL DEFAULT 0,
    in_n       integer NOT NULL DEFAULT 0,
    PRIMARY KEY (peer, subject_id)
);

-- push_state: 0 to be sent, 1 sent and not answered, 2 taken by the peer, 3 refused by the peer (R45).
CREATE TABLE exchange_out (
    peer       text        NOT NULL REFERENCES peer,
    seq        bigint      NOT NULL,
    message_id uuid        NOT NULL,
    kind       text        NOT NULL,
    subject_id uuid        NOT NULL,
    subject_n  integer     NOT NULL,
    urgent     boolean     NOT NULL,
    at         timestamptz NOT NULL,
    digest     bytea       NOT NULL,
    token      text        NOT NULL,
    push_state smallint    NOT NULL DEFAULT 0 CHECK (push_state BETWEEN 0 AND 3),
    pushes     integer     NOT NULL DEFAULT 0,
    push_time  timestamptz,
    transport  text,
    ack_time   timestamptz,
    refused    text,
    PRIMARY KEY (peer, seq),
    UNIQUE (peer, message_id)
);
CREATE INDEX exchange_out_waiting ON exchange_out (peer, urgent DESC, seq) WHERE push_state = 0;
CREATE INDEX exchange_out_open ON exchange_out (peer, seq) WHERE push_state <> 2;
CREATE INDEX exchange_out_pushed ON exchange_out (peer, push_time) WHERE push_state = 1;

CREATE TABLE exchange_in (
    peer        text        NOT NULL REFERENCES peer,
    seq         bigint      NOT NULL,
    message_id  uuid        NOT NULL,
    kind        text        NOT NULL,
    subject_id  uuid        NOT NULL,
    subject_n   integer     NOT NULL,
    urgent      boolean     NOT NULL,
    at          timestamptz NOT NULL,
    digest      bytea       NOT NULL,
    token       text        NOT NULL,
    transport   text        NOT NULL,
    taken_at    timestamptz NOT NULL,
    admitted_at timestamptz,
    failures    smallint    NOT NULL DEFAULT 0,
    error       text,
    PRIMARY KEY (peer, seq),
    UNIQUE (peer, message_id)
);
CREATE INDEX exchange_in_waiting ON exchange_in (peer, urgent DESC, seq) WHERE admitted_at IS NULL;
CREATE INDEX exchange_in_subject ON exchange_in (peer, subject_id, subject_n) WHERE admitted_at IS NULL;

-- What was not taken, and why. peer: who it claims to be from, if that could be read.
CREATE TABLE exchange_refusal (
    id        uuid PRIMARY KEY,
    at        timestamptz NOT NULL,
    peer      text,
    transport text        NOT NULL,
    code      text        NOT NULL,
    seq       bigint,
    digest    bytea       NOT NULL,
    chars     integer     NOT NULL,
    opening   text        NOT NULL
);
CREATE INDEX exchange_refusal_at ON exchange_refusal (at);

-- A message for a platform that lives elsewhere is packed for its peer. delivered_at: the peer has taken it.
ALTER TABLE link_message ADD COLUMN peer text, ADD COLUMN peer_seq bigint;
CREATE INDEX link_message_unpacked ON link_message (urgent DESC, pos) WHERE delivered_at IS NULL AND peer IS NULL;
CREATE INDEX link_message_packed ON link_message (peer, peer_seq) WHERE peer IS NOT NULL AND delivered_at IS NULL;
