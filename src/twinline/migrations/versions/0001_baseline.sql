-- Baseline. Keys are UUIDv7 made by the application, so a range over the key is a range over time.
-- Times are timestamptz. State columns are projections of order_event, written in the same transaction.

-- kernel -------------------------------------------------------------------------------------------
CREATE SEQUENCE number_seq INCREMENT BY 64 START WITH 64;

CREATE TABLE order_event (
    subject_id   uuid        NOT NULL,
    seq          integer     NOT NULL CHECK (seq > 0),
    subject_kind text        NOT NULL,
    appeal_id    uuid        NOT NULL,
    event        text        NOT NULL,
    from_state   text,
    to_state     text        NOT NULL,
    at           timestamptz NOT NULL,
    platform     text        NOT NULL,
    actor_id     uuid,
    unit_id      uuid,
    data         json        NOT NULL,
    prev         bytea,
    hash         bytea       NOT NULL,
    PRIMARY KEY (subject_id, seq)
) PARTITION BY RANGE (subject_id);
CREATE TABLE order_event_default PARTITION OF order_event DEFAULT;
CREATE INDEX order_event_at ON order_event USING brin (at) WITH (autosummarize = on);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER order_event_append_only BEFORE UPDATE OR DELETE ON order_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE day_root (
    day         date PRIMARY KEY,
    events      bigint      NOT NULL,
    root        bytea       NOT NULL,
    prev        bytea,
    anchored_at timestamptz NOT NULL
);

CREATE TABLE outbox (
    xid          xid8        NOT NULL DEFAULT pg_current_xact_id(),
    pos          bigint      GENERATED ALWAYS AS IDENTITY,
    topic        text        NOT NULL,
    subject_kind text        NOT NULL,
    subject_id   uuid        NOT NULL,
    appeal_id    uuid        NOT NULL,
    seq          integer     NOT NULL,
    at           timestamptz NOT NULL,
    platforms    text[]      NOT NULL,
    units        uuid[]      NOT NULL,
    division     text,
    restricted   boolean     NOT NULL,
    data         json        NOT NULL,
    PRIMARY KEY (xid, pos)
);

CREATE TABLE outbox_cursor (
    subscriber text PRIMARY KEY,
    from_xid   xid8   NOT NULL,
    until_xid  xid8,
    last_pos   bigint NOT NULL DEFAULT 0,
    failures   integer NOT NULL DEFAULT 0,
    last_error text
);

CREATE TABLE dead_letter (
    id         uuid PRIMARY KEY,
    subscriber text        NOT NULL,
    pos        bigint      NOT NULL,
    topic      text        NOT NULL,
    data       json        NOT NULL,
    error      text        NOT NULL,
    at         timestamptz NOT NULL,
    settled_at timestamptz
);

CREATE TABLE audit (
    id         uuid PRIMARY KEY,
    at         timestamptz NOT NULL,
    account_id uuid,
    action     text        NOT NULL,
    subject_id uuid,
    data       json        NOT NULL
);
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- identity -----------------------------------------------------------------------------------------
CREATE TABLE account (
    id            uuid PRIMARY KEY,
    login         text        NOT NULL UNIQUE,
    name          text        NOT NULL,
    password_hash text,
    platform      text        NOT NULL CHECK (platform IN ('12345', '110')),
    unit_id       uuid        NOT NULL,
    roles         text[]      NOT NULL,
    division      text        NOT NULL DEFAULT '',
    created_at    timestamptz NOT NULL,
    disabled_at   timestamptz,
    failed_count  integer     NOT NULL DEFAULT 0,
    locked_until  timestamptz,
    last_login_at timestamptz,
    seed          boolean     NOT NULL DEFAULT false
);

CREATE TABLE api_key (
    id         uuid PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account,
    name       text        NOT NULL,
    key_hash   bytea       NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);

CREATE TABLE session (
    token_hash bytea PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account,
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    previous_login_at timestamptz
);

-- agencies -----------------------------------------------------------------------------------------
CREATE TABLE unit (
    id          uuid PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    name        text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('organisation', 'unit', 'post')),
    platform    text NOT NULL CHECK (platform IN ('12345', '110')),
    parent_id   uuid REFERENCES unit,
    department  text NOT NULL,
    division    text NOT NULL,
    uscc        text,
    police_code text,
    valid_from  date NOT NULL,
    valid_to    date,
    seed        boolean NOT NULL DEFAULT false
);
CREATE INDEX unit_duty ON unit (platform, department, division);

CREATE TABLE duty_contact (
    id         uuid PRIMARY KEY,
    unit_id    uuid NOT NULL REFERENCES unit,
    role       text NOT NULL CHECK (role IN ('primary', 'deputy')),
    name       text NOT NULL,
    phone_enc  bytea NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to   timestamptz
);
CREATE UNIQUE INDEX duty_contact_current ON duty_contact (unit_id, role) WHERE valid_to IS NULL;

CREATE TABLE police_class (
    code       text NOT NULL,
    parent     text,
    level      smallint NOT NULL CHECK (level BETWEEN 1 AND 4),
    name       text NOT NULL,
    valid_from date NOT NULL,
    valid_to   date,
    PRIMARY KEY (code, valid_from)
);

CREATE TABLE crosswalk (
    id         uuid PRIMARY KEY,
    scheme     text NOT NULL,
    peer       text NOT NULL,
    their_code text NOT NULL,
    their_name text NOT NULL DEFAULT '',
    our_code   text,
    status     text NOT NULL CHECK (status IN ('mapped', 'queued')),
    valid_from date NOT NULL,
    valid_to   date,
    CHECK ((status = 'mapped') = (our_code IS NOT NULL)),
    UNIQUE (scheme, peer, their_code, valid_from)
);

CREATE TABLE calendar (
    code      text PRIMARY KEY,
    name      text NOT NULL,
    always    boolean NOT NULL,
    intervals json NOT NULL
);

CREATE TABLE calendar_day (
    calendar text NOT NULL REFERENCES calendar,
    day      date NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('holiday', 'workday', 'plain')),
    name     text NOT NULL DEFAULT '',
    PRIMARY KEY (calendar, day)
);

-- clocks -------------------------------------------------------------------------------------------
CREATE TABLE deadline_rule (
    code       text PRIMARY KEY,
    kind       text NOT NULL,
    applies_to text NOT NULL,
    amount     integer NOT NULL CHECK (amount > 0),
    unit       text NOT NULL CHECK (unit IN ('working_days', 'seconds')),
    calendar   text NOT NULL,
    basis      text NOT NULL,
    status     text NOT NULL,
    valid_from date NOT NULL,
    valid_to   date
);

CREATE TABLE clock (
    order_id      uuid        NOT NULL,
    kind          text        NOT NULL,
    n             smallint    NOT NULL,
    appeal_id     uuid        NOT NULL,
    platform      text        NOT NULL,
    unit_id       uuid,
    rule          text        NOT NULL,
    amount        integer     NOT NULL,
    unit          text        NOT NULL,
    calendar      text        NOT NULL,
    started_at    timestamptz NOT NULL,
    state         text        NOT NULL CHECK (state IN ('running', 'paused', 'stopped')),
    due_at        timestamptz,
    next_alert_at timestamptz,
    alerts        smallint    NOT NULL DEFAULT 0,
    stopped_at    timestamptz,
    breached_at   timestamptz,
    events        smallint    NOT NULL DEFAULT 1,
    PRIMARY KEY (order_id, kind, n)
);
CREATE INDEX clock_alert ON clock (next_alert_at) WHERE state = 'running' AND next_alert_at IS NOT NULL;

-- The start of a clock is its row in clock; what happens to it later is here.
CREATE TABLE clock_event (
    order_id uuid        NOT NULL,
    kind     text        NOT NULL,
    n        smallint    NOT NULL,
    seq      smallint    NOT NULL,
    event    text        NOT NULL CHECK (event IN ('pause', 'resume', 'retarget', 'stop')),
    at       timestamptz NOT NULL,
    data     json        NOT NULL,
    PRIMARY KEY (order_id, kind, n, seq)
);
CREATE TRIGGER clock_event_append_only BEFORE UPDATE OR DELETE ON clock_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- triage -------------------------------------------------------------------------------------------
CREATE TABLE triage_decision (
    appeal_id      uuid        NOT NULL,
    n              smallint    NOT NULL,
    at             timestamptz NOT NULL,
    owner          text        NOT NULL,
    joint          boolean     NOT NULL,
    danger         boolean     NOT NULL,
    type           text        NOT NULL,
    matter         text        NOT NULL,
    department     text        NOT NULL,
    deadline_class text        NOT NULL,
    police_class   text        NOT NULL DEFAULT '',
    confidence     real        NOT NULL,
    reasons        json        NOT NULL,
    versions       json        NOT NULL,
    actor_id       uuid,
    reason         text,
    PRIMARY KEY (appeal_id, n)
);

-- appeals ------------------------------------------------------------------------------------------
CREATE TABLE contact (
    id              uuid PRIMARY KEY,
    platform        text        NOT NULL CHECK (platform IN ('12345', '110')),
    channel         text        NOT NULL,
    client          text        NOT NULL,
    external_id     text,
    account_id      uuid,
    received_at     timestamptz NOT NULL,
    recorded_at     timestamptz NOT NULL,
    caller_name_enc bytea,
    phone_enc       bytea,
    phone_idx       bytea,
    seed            boolean     NOT NULL DEFAULT false
);
CREATE INDEX contact_phone ON contact (phone_idx) WHERE phone_idx IS NOT NULL;

CREATE TABLE intake_key (
    client    text        NOT NULL,
    key       text        NOT NULL,
    digest    bytea       NOT NULL,
    appeal_id uuid        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (client, key)
);

CREATE TABLE appeal (
    id                 uuid PRIMARY KEY,
    contact_id         uuid        NOT NULL,
    number             text        NOT NULL UNIQUE,
    title              text        NOT NULL,
    words              text        NOT NULL,
    type               text        NOT NULL,
    domain             text        NOT NULL,
    matter             text        NOT NULL,
    department         text        NOT NULL,
    division           text,
    address            text        NOT NULL DEFAULT '',
    lon                double precision,
    lat                double precision,
    datum              text,
    urgent             boolean     NOT NULL,
    danger             boolean     NOT NULL,
    confidential       boolean     NOT NULL,
    restricted         boolean     NOT NULL,
    shared             boolean     NOT NULL DEFAULT false,
    complained_unit_id uuid,
    owner_platform     text        NOT NULL CHECK (owner_platform IN ('12345', '110')),
    owner_unit_id      uuid        NOT NULL,
    first_receiver     text        NOT NULL CHECK (first_receiver IN ('12345', '110')),
    received_at        timestamptz NOT NULL,
    merged_into        uuid,
    split_from         uuid,
    replied_at         timestamptz,
    closed_at          timestamptz,
    version            integer     NOT NULL DEFAULT 0,
    head               bytea
);
CREATE INDEX appeal_contact ON appeal (contact_id);
CREATE INDEX appeal_merged ON appeal (merged_into) WHERE merged_into IS NOT NULL;

-- Promise 2: a danger flag is raised by any signal and never lowered.
CREATE FUNCTION refuse_lower_danger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a danger flag is never lowered' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER appeal_danger BEFORE UPDATE ON appeal
    FOR EACH ROW WHEN (OLD.danger AND NOT NEW.danger) EXECUTE FUNCTION refuse_lower_danger();

-- The words as said are never overwritten.
CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the words as said are never overwritten' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER appeal_words BEFORE UPDATE ON appeal
    FOR EACH ROW WHEN (OLD.words IS DISTINCT FROM NEW.words) EXECUTE FUNCTION refuse_rewrite();

-- Which handling and police units may see an appeal: a row for every assignment, kept after release.
CREATE TABLE appeal_access (
    unit_id   uuid NOT NULL,
    appeal_id uuid NOT NULL REFERENCES appeal,
    PRIMARY KEY (unit_id, appeal_id)
);

CREATE TABLE owner_change (
    appeal_id     uuid        NOT NULL REFERENCES appeal,
    seq           integer     NOT NULL,
    from_platform text        NOT NULL,
    to_platform   text        NOT NULL,
    from_unit_id  uuid        NOT NULL,
    to_unit_id    uuid        NOT NULL,
    handover_id   uuid,
    reason        text        NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (appeal_id, seq)
);

CREATE TABLE search_doc (
    appeal_id uuid PRIMARY KEY,
    grams     tsvector NOT NULL
);
CREATE INDEX search_doc_grams ON search_doc USING gin (grams);

-- cases --------------------------------------------------------------------------------------------
CREATE TABLE work_order (
    id             uuid PRIMARY KEY,
    appeal_id      uuid        NOT NULL REFERENCES appeal,
    number         text        NOT NULL UNIQUE,
    platform       text        NOT NULL CHECK (platform IN ('12345', '110')),
    state          text        NOT NULL,
    version        integer     NOT NULL,
    head           bytea       NOT NULL,
    mirror         boolean     NOT NULL DEFAULT false,
    loop_open      boolean     NOT NULL DEFAULT false,
    ack_pending    boolean     NOT NULL DEFAULT false,
    type           text        NOT NULL,
    domain         text        NOT NULL,
    matter         text        NOT NULL,
    department     text        NOT NULL,
    deadline_class text        NOT NULL,
    urgent         boolean     NOT NULL,
    danger         boolean     NOT NULL,
    restricted     boolean     NOT NULL,
    division       text,
    title          text        NOT NULL,
    form           json        NOT NULL DEFAULT '{}',
    lead_unit_id   uuid,
    direct         boolean     NOT NULL DEFAULT false,
    reply          text,
    replied_at     timestamptz,
    person_replied_at timestamptz,
    contacted      boolean,
    solved         boolean,
    satisfied      smallint CHECK (satisfied BETWEEN 1 AND 5),
    revisit_waived text,
    extension      text CHECK (extension IN ('asked', 'granted', 'refused')),
    return_reason  text,
    return_count   smallint    NOT NULL DEFAULT 0,
    redo_count     smallint    NOT NULL DEFAULT 0,
    merged_into    uuid,
    opened_at      timestamptz NOT NULL,
    closed_at      timestamptz,
    -- Promise 3: nothing closes before the loop is closed and the person has a reply; R22: nor before the acknowledgement.
    CONSTRAINT work_order_closed_loop CHECK (
        state <> 'closed' OR (NOT loop_open AND NOT ack_pending AND (mirror OR person_replied_at IS NOT NULL))),
    CONSTRAINT work_order_ack_first CHECK (NOT ack_pending OR state NOT IN ('closed', 'withdrawn', 'merged'))
);
CREATE INDEX work_order_appeal ON work_order (appeal_id);
CREATE INDEX work_order_open ON work_order (platform, state, id) WHERE closed_at IS NULL;
CREATE TRIGGER work_order_danger BEFORE UPDATE ON work_order
    FOR EACH ROW WHEN (OLD.danger AND NOT NEW.danger) EXECUTE FUNCTION refuse_lower_danger();

CREATE TABLE work_order_unit (
    order_id      uuid        NOT NULL REFERENCES work_order,
    unit_id       uuid        NOT NULL REFERENCES unit,
    role          text        NOT NULL CHECK (role IN ('lead', 'co')),
    dispatched_at timestamptz NOT NULL,
    signed_at     timestamptz,
    replied_at    timestamptz,
    reply         text,
    released_at   timestamptz,
    PRIMARY KEY (order_id, unit_id)
);
CREATE UNIQUE INDEX work_order_one_lead ON work_order_unit (order_id) WHERE role = 'lead' AND released_at IS NULL;
CREATE INDEX work_order_unit_inbox ON work_order_unit (unit_id, order_id) WHERE released_at IS NULL;

CREATE TABLE extension (
    order_id   uuid        NOT NULL REFERENCES work_order,
    n          smallint    NOT NULL,
    days       smallint    NOT NULL CHECK (days BETWEEN 1 AND 60),
    reason     text        NOT NULL,
    asked_by   uuid,
    asked_at   timestamptz NOT NULL,
    granted    boolean,
    decided_by uuid,
    decided_at timestamptz,
    PRIMARY KEY (order_id, n)
);

-- incidents ----------------------------------------------------------------------------------------
CREATE TABLE police_order (
    id            uuid PRIMARY KEY,
    appeal_id     uuid        NOT NULL REFERENCES appeal,
    number        text        NOT NULL UNIQUE,
    platform      text        NOT NULL CHECK (platform IN ('12345', '110')),
    state         text        NOT NULL,
    version       integer     NOT NULL,
    head          bytea       NOT NULL,
    mirror        boolean     NOT NULL DEFAULT false,
    loop_open     boolean     NOT NULL DEFAULT false,
    class_initial text        NOT NULL,
    class_current text        NOT NULL,
    grade         smallint    NOT NULL CHECK (grade BETWEEN 1 AND 4),
    urgent        boolean     NOT NULL,
    danger        boolean     NOT NULL,
    restricted    boolean     NOT NULL,
    division      text,
    title         text        NOT NULL,
    form          json        NOT NULL DEFAULT '{}',
    result_code   text,
    result        text,
    opened_at     timestamptz NOT NULL,
    dispatched_at timestamptz,
    closed_at     timestamptz,
    CONSTRAINT police_order_closed_loop CHECK (state <> 'closed' OR (NOT loop_open AND result IS NOT NULL))
);
CREATE INDEX police_order_appeal ON police_order (appeal_id);
CREATE INDEX police_order_open ON police_order (platform, state, id) WHERE closed_at IS NULL;
CREATE TRIGGER police_order_danger BEFORE UPDATE ON police_order
    FOR EACH ROW WHEN (OLD.danger AND NOT NEW.danger) EXECUTE FUNCTION refuse_lower_danger();

CREATE TABLE police_dispatch (
    order_id      uuid        NOT NULL REFERENCES police_order,
    unit_id       uuid        NOT NULL REFERENCES unit,
    number        text        NOT NULL UNIQUE,
    state         text        NOT NULL,
    dispatched_at timestamptz NOT NULL,
    signed_at     timestamptz,
    set_out_at    timestamptz,
    arrived_at    timestamptz,
    fed_back_at   timestamptz,
    released_at   timestamptz,
    form          json        NOT NULL DEFAULT '{}',
    PRIMARY KEY (order_id, unit_id)
);
CREATE INDEX police_dispatch_inbox ON police_dispatch (unit_id, order_id) WHERE released_at IS NULL;

CREATE TABLE police_feedback (
    id          uuid PRIMARY KEY,
    order_id    uuid        NOT NULL REFERENCES police_order,
    unit_id     uuid        NOT NULL,
    at          timestamptz NOT NULL,
    class_code  text        NOT NULL,
    result_code text        NOT NULL,
    result      text        NOT NULL,
    form        json        NOT NULL DEFAULT '{}'
);
CREATE INDEX police_feedback_order ON police_feedback (order_id);

-- linkage ------------------------------------------------------------------------------------------
-- Each side keeps its own copy of a handover, also when both sides live in one database.
CREATE TABLE handover (
    id              uuid        NOT NULL,
    platform        text        NOT NULL CHECK (platform IN ('12345', '110')),
    side            text        NOT NULL CHECK (side IN ('origin', 'destination')),
    peer            text        NOT NULL CHECK (peer IN ('12345', '110')),
    number          text        NOT NULL,
    appeal_id       uuid        NOT NULL REFERENCES appeal,
    order_kind      text        NOT NULL CHECK (order_kind IN ('case', 'incident')),
    order_id        uuid        NOT NULL,
    peer_order_id   uuid,
    peer_number     text,
    state           text        NOT NULL,
    version         integer     NOT NULL,
    head            bytea       NOT NULL,
    reason_code     text        NOT NULL,
    reason          text        NOT NULL,
    matter          text        NOT NULL,
    danger          boolean     NOT NULL,
    restricted      boolean     NOT NULL,
    division        text,
    first_receiver  text        NOT NULL,
    ruling          text,
    offered_at      timestamptz NOT NULL,
    delivered_at    timestamptz,
    due_at          timestamptz,
    accepted_at     timestamptz,
    returned_at     timestamptz,
    return_reason   text,
    own_position    text,
    own_reason      text,
    peer_position   text,
    peer_reason     text,
    decided_owner   text,
    decided_by      text CHECK (decided_by IN ('agreement', 'timeout', 'ruling')),
    result          text,
    result_at       timestamptz,
    confirmed_at    timestamptz,
    open            boolean     NOT NULL,
    PRIMARY KEY (id, platform)
);
-- At most one open handover per order on each side, and one per appeal.
CREATE UNIQUE INDEX handover_one_open ON handover (order_id) WHERE open;
CREATE UNIQUE INDEX handover_one_open_appeal ON handover (appeal_id, platform) WHERE open;
CREATE INDEX handover_appeal ON handover (appeal_id);
CREATE INDEX handover_due ON handover (due_at) WHERE open AND due_at IS NOT NULL;
CREATE TRIGGER handover_danger BEFORE UPDATE ON handover
    FOR EACH ROW WHEN (OLD.danger AND NOT NEW.danger) EXECUTE FUNCTION refuse_lower_danger();

CREATE TABLE joint_action (
    id            uuid        NOT NULL,
    platform      text        NOT NULL CHECK (platform IN ('12345', '110')),
    side          text        NOT NULL CHECK (side IN ('origin', 'destination')),
    peer          text        NOT NULL,
    number        text        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('joint', 'danger', 'escalation')),
    appeal_id     uuid        NOT NULL REFERENCES appeal,
    order_kind    text        NOT NULL,
    order_id      uuid        NOT NULL,
    peer_order_id uuid,
    peer_number   text,
    state         text        NOT NULL,
    version       integer     NOT NULL,
    head          bytea       NOT NULL,
    request       text        NOT NULL,
    answer        text,
    danger        boolean     NOT NULL,
    restricted    boolean     NOT NULL,
    division      text,
    requested_at  timestamptz NOT NULL,
    acknowledged_at timestamptz,
    finished_at   timestamptz,
    PRIMARY KEY (id, platform)
);
CREATE INDEX joint_action_appeal ON joint_action (appeal_id);
CREATE INDEX joint_action_order ON joint_action (order_id);

CREATE TABLE link_message (
    id            uuid PRIMARY KEY,
    sender        text        NOT NULL,
    receiver      text        NOT NULL,
    kind          text        NOT NULL,
    subject_id    uuid        NOT NULL,
    urgent        boolean     NOT NULL,
    at            timestamptz NOT NULL,
    xid           xid8        NOT NULL DEFAULT pg_current_xact_id(),
    pos           bigint      GENERATED ALWAYS AS IDENTITY,
    body          json        NOT NULL,
    delivered_at  timestamptz,
    failures      integer     NOT NULL DEFAULT 0,
    last_error    text
);
CREATE INDEX link_message_waiting ON link_message (urgent DESC, pos) WHERE delivered_at IS NULL;
CREATE INDEX link_message_subject ON link_message (subject_id, pos) WHERE delivered_at IS NULL;

CREATE TABLE link_inbox (
    receiver   text        NOT NULL,
    message_id uuid        NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (receiver, message_id)
);

-- oversight ----------------------------------------------------------------------------------------
CREATE TABLE reminder (
    id        uuid PRIMARY KEY,
    order_id  uuid        NOT NULL,
    kind      text        NOT NULL,
    n         smallint    NOT NULL,
    level     smallint    NOT NULL CHECK (level BETWEEN 1 AND 3),
    platform  text        NOT NULL,
    unit_id   uuid,
    appeal_id uuid        NOT NULL,
    due_at    timestamptz NOT NULL,
    at        timestamptz NOT NULL,
    UNIQUE (order_id, kind, n, level)
);
CREATE INDEX reminder_unit ON reminder (unit_id, at DESC);
