-- A reminder is of an order's clock, or of a way of judging that moved (``subject``: as in drift_reading).
ALTER TABLE reminder ALTER COLUMN order_id DROP NOT NULL;
ALTER TABLE reminder ALTER COLUMN appeal_id DROP NOT NULL;
ALTER TABLE reminder ADD COLUMN subject text;
ALTER TABLE reminder ADD CONSTRAINT reminder_of_one CHECK (
    (subject IS NULL AND order_id IS NOT NULL AND appeal_id IS NOT NULL)
    OR (subject IS NOT NULL AND order_id IS NULL AND appeal_id IS NULL)) NOT VALID;
CREATE UNIQUE INDEX reminder_subject_once ON reminder (subject, level, due_at) WHERE subject IS NOT NULL;
