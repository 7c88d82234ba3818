-- What the supervisor's board starts from, and what the wall-board counts of today.
CREATE INDEX clock_pressing ON clock (platform, due_at) WHERE state = 'running' AND alerts > 0;
CREATE INDEX clock_stopped ON clock (stopped_at) WHERE state = 'stopped';
CREATE INDEX work_order_returned ON work_order (platform)
    WHERE closed_at IS NULL AND (return_count > 1 OR redo_count > 1);
CREATE INDEX joint_action_unanswered ON joint_action (platform) WHERE acknowledged_at IS NULL AND finished_at IS NULL;
CREATE INDEX handover_open ON handover (platform) WHERE open;
CREATE INDEX handover_owed ON handover (platform) WHERE state = 'accepted' AND side = 'origin';

-- What is usual at a place: its matters over some weeks before an hour of the day, and within it. Counted once a day.
CREATE TABLE place_usual (
    hour           smallint NOT NULL,
    division       text     NOT NULL,
    first_receiver text     NOT NULL,
    shared         boolean  NOT NULL,
    day            date     NOT NULL,
    days           integer  NOT NULL,
    before         bigint   NOT NULL,
    during         bigint   NOT NULL,
    PRIMARY KEY (hour, division, first_receiver, shared)
);

-- Filters (as a query string) and columns as an account keeps them. The empty name is how it last left the page.
CREATE TABLE saved_view (
    id         uuid PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account ON DELETE CASCADE,
    page       text        NOT NULL,
    name       text        NOT NULL,
    filters    text        NOT NULL,
    columns    text[]      NOT NULL,
    saved_at   timestamptz NOT NULL,
    UNIQUE (account_id, page, name)
);

CREATE TABLE list_export (
    id         uuid PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account ON DELETE CASCADE,
    list       text        NOT NULL CHECK (list IN ('work-orders', 'police-orders')),
    filters    json        NOT NULL,
    columns    text[]      NOT NULL,
    lang       text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
    rows       integer,
    whole      boolean,
    content    bytea,
    made_at    timestamptz NOT NULL,
    ready_at   timestamptz
);
CREATE INDEX list_export_of ON list_export (account_id, id);
ALTER TABLE list_export ALTER COLUMN content SET STORAGE EXTERNAL;
