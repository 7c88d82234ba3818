-- Kinds of codes for which the peer has codes of its own: these travel, in both directions, and are translated here.
CREATE TABLE exchange_scheme (
    peer   text NOT NULL REFERENCES peer,
    scheme text NOT NULL,
    PRIMARY KEY (peer, scheme)
);

-- Codes that nobody has mapped, with the messages they were in (decision 0017). waits: the message is held for it; a
-- message of danger is not, it went on without the value. way 'out': our code; 'in': the peer's.
CREATE TABLE exchange_held (
    peer       text        NOT NULL REFERENCES peer,
    way        text        NOT NULL CHECK (way IN ('in', 'out')),
    message_id uuid        NOT NULL,
    scheme     text        NOT NULL,
    code       text        NOT NULL,
    waits      boolean     NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (message_id, peer, way, scheme, code)
);
CREATE INDEX exchange_held_code ON exchange_held (peer, way, scheme, code);

CREATE INDEX exchange_out_refused ON exchange_out (peer, refused) WHERE push_state = 3;

-- verified: the token was signed by the peer. times: how many tokens the row stands for; what nobody signed is counted
-- beyond a few, so that garbage cannot fill the table.
ALTER TABLE exchange_refusal
    ADD COLUMN verified boolean NOT NULL DEFAULT false,
    ADD COLUMN times    integer NOT NULL DEFAULT 1;
