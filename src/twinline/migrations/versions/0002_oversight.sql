-- An extended deadline has a ladder of its own, so a step is told once per deadline.
ALTER TABLE reminder DROP CONSTRAINT reminder_order_id_kind_n_level_key;
ALTER TABLE reminder ADD CONSTRAINT reminder_once UNIQUE (order_id, kind, n, level, due_at);

-- The most urgent first; paused clocks have no deadline and come last.
CREATE INDEX clock_urgent ON clock (coalesce(due_at, 'infinity'), order_id, kind, n) WHERE state <> 'stopped';

CREATE INDEX handover_number ON handover (number);
CREATE INDEX joint_action_number ON joint_action (number);

-- How often a bigram occurs decides how a search is done, so more of them are counted than the usual hundred.
ALTER TABLE search_doc ALTER COLUMN grams SET STATISTICS 500;

-- The board's figures are sums of small counters, so that reading them costs the same however many orders there are.
-- board_item: what each appeal adds to the figures at present; board_count: the sums per figure and visibility.
CREATE TABLE board_item (
    appeal_id          uuid PRIMARY KEY,
    day                date    NOT NULL,
    live               boolean NOT NULL,
    first_receiver     text    NOT NULL,
    shared             boolean NOT NULL,
    restricted         boolean NOT NULL,
    division           text    NOT NULL,
    complained_unit_id uuid    NOT NULL,
    cells              text[]  NOT NULL
);
CREATE INDEX board_item_done ON board_item (day) WHERE NOT live;

CREATE TABLE board_count (
    cell               text    NOT NULL,
    first_receiver     text    NOT NULL,
    shared             boolean NOT NULL,
    restricted         boolean NOT NULL,
    division           text    NOT NULL,
    complained_unit_id uuid    NOT NULL,
    n                  bigint  NOT NULL,
    PRIMARY KEY (cell, first_receiver, shared, restricted, division, complained_unit_id)
);
