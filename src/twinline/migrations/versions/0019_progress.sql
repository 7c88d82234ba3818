-- When the other side owes its result, as it says; when the destination has to say how it stands.
ALTER TABLE handover
    ADD COLUMN result_due_at      timestamptz,
    ADD COLUMN supervision_due_at timestamptz;
