-- proof: keyed hash of the follow code together with the last digits of the phone; the code itself is kept nowhere.
CREATE TABLE portal_filing (
    appeal_id uuid PRIMARY KEY REFERENCES appeal,
    proof     bytea       NOT NULL UNIQUE,
    at        timestamptz NOT NULL
);

-- How often a code was tried in vain within the hour that began at ``since``; of codes that do not exist too.
CREATE TABLE portal_try (
    code_idx bytea PRIMARY KEY,
    since    timestamptz NOT NULL,
    tries    integer     NOT NULL
);
CREATE INDEX portal_try_since ON portal_try (since);

CREATE TABLE portal_addition (
    id        uuid PRIMARY KEY,
    appeal_id uuid        NOT NULL REFERENCES appeal,
    key       text,
    words     text        NOT NULL,
    danger    boolean     NOT NULL,
    at        timestamptz NOT NULL,
    UNIQUE (appeal_id, key)
);

-- replied_at: the result that it is of; what is done again is rated again.
CREATE TABLE portal_rating (
    order_id   uuid        NOT NULL REFERENCES work_order,
    replied_at timestamptz NOT NULL,
    appeal_id  uuid        NOT NULL REFERENCES appeal,
    contacted  boolean     NOT NULL,
    solved     boolean     NOT NULL,
    satisfied  smallint    NOT NULL CHECK (satisfied BETWEEN 1 AND 5),
    note       text        NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (order_id, replied_at)
);
CREATE INDEX portal_rating_appeal ON portal_rating (appeal_id);

CREATE TABLE portal_objection (
    id         uuid PRIMARY KEY,
    appeal_id  uuid        NOT NULL REFERENCES appeal,
    order_id   uuid        NOT NULL REFERENCES work_order,
    reason     text        NOT NULL,
    at         timestamptz NOT NULL,
    decided_at timestamptz,
    decided_by uuid REFERENCES account (id),
    upheld     boolean,
    answer     text,
    CHECK ((decided_at IS NULL) = (upheld IS NULL) AND (decided_at IS NULL) = (answer IS NULL))
);
CREATE UNIQUE INDEX portal_objection_open ON portal_objection (appeal_id) WHERE decided_at IS NULL;
CREATE INDEX portal_objection_appeal ON portal_objection (appeal_id, at);

-- In a wording of its own; the appeal's number and words are not part of it.
CREATE TABLE portal_publication (
    id           uuid PRIMARY KEY,
    appeal_id    uuid        NOT NULL REFERENCES appeal,
    title        text        NOT NULL,
    words        text        NOT NULL,
    reply        text        NOT NULL,
    published_at timestamptz NOT NULL,
    published_by uuid        NOT NULL REFERENCES account (id),
    withdrawn_at timestamptz,
    withdrawn_by uuid REFERENCES account (id)
);
CREATE UNIQUE INDEX portal_publication_once ON portal_publication (appeal_id) WHERE withdrawn_at IS NULL;
