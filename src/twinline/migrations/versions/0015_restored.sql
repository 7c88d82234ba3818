-- This instance's life, in the head of every message (decision 0020); a later one begins when it was put back.
CREATE TABLE exchange_self (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    epoch bigint NOT NULL
);

-- epoch: the peer's life. standing: open; recovering: we were put back and are told by the peer what we lost; giving: the
-- peer was; stopped: the peer's numbers went backwards and it has not said why. frozen_at: since when nothing that is
-- given back changes any more. said_…: the newest heartbeat's numbers, and how often in turn they were lower than before.
-- purged_…: up to which number messages are no longer kept.
ALTER TABLE peer
    ADD COLUMN epoch      bigint   NOT NULL DEFAULT 0,
    ADD COLUMN standing   text     NOT NULL DEFAULT 'open'
                          CHECK (standing IN ('open', 'recovering', 'giving', 'stopped')),
    ADD COLUMN giving_at  timestamptz,
    ADD COLUMN frozen_at  timestamptz,
    ADD COLUMN said_at    timestamptz,
    ADD COLUMN said_out   bigint   NOT NULL DEFAULT 0,
    ADD COLUMN said_in    bigint   NOT NULL DEFAULT 0,
    ADD COLUMN said_back  smallint NOT NULL DEFAULT 0,
    ADD COLUMN purged_out bigint   NOT NULL DEFAULT 0,
    ADD COLUMN purged_in  bigint   NOT NULL DEFAULT 0;

-- What was and is recovered from a peer, a row for each time. out_seq, in_upto: where we stood when we were put back;
-- own_from: our own messages above it are compared; after: how far we were told; end_said: the peer's last word of it.
-- given: messages told; done: of our own, done again; skipped: not done; again: of ours, not known there, sent anew.
CREATE TABLE exchange_recovery (
    id       uuid PRIMARY KEY,
    peer     text        NOT NULL REFERENCES peer,
    epoch    bigint      NOT NULL,
    began_at timestamptz NOT NULL,
    phase    text        NOT NULL CHECK (phase IN ('asking', 'applying', 'telling', 'ended')),
    out_seq  bigint      NOT NULL,
    in_upto  bigint      NOT NULL,
    own_from bigint      NOT NULL,
    after    bigint      NOT NULL DEFAULT 0,
    asked_at timestamptz,
    end_said jsonb,
    given    integer     NOT NULL DEFAULT 0,
    done     integer     NOT NULL DEFAULT 0,
    skipped  integer     NOT NULL DEFAULT 0,
    again    integer     NOT NULL DEFAULT 0,
    error    text,
    ended_at timestamptz
);
CREATE UNIQUE INDEX exchange_recovery_open ON exchange_recovery (peer) WHERE ended_at IS NULL;

-- What a peer gave back and is not yet applied. pos: the peer's order; own: we had said it; body_key: sealed.
CREATE TABLE exchange_given (
    peer       text    NOT NULL REFERENCES peer,
    pos        bigint  NOT NULL,
    own        boolean NOT NULL,
    seq        bigint  NOT NULL,
    message_id uuid    NOT NULL,
    kind       text    NOT NULL,
    subject_id uuid    NOT NULL,
    subject_n  integer NOT NULL,
    appeal_id  uuid,
    urgent     boolean NOT NULL,
    token      text    NOT NULL,
    body_key   bytea,
    done       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (peer, pos)
);
CREATE INDEX exchange_given_subject ON exchange_given (subject_id) WHERE NOT done;

-- While it is there nothing of handovers and joint actions moves here.
CREATE TABLE link_pause (
    peer  text PRIMARY KEY,
    since timestamptz NOT NULL
);
