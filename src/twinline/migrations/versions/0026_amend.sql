-- fields: where in the message the code stood. failed_at: when it was tried in vain to send the mapped code on.
ALTER TABLE exchange_held
    ADD COLUMN fields    text[] NOT NULL DEFAULT '{}',
    ADD COLUMN failed_at timestamptz;

CREATE FUNCTION pg_temp.field_of(scheme text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE scheme WHEN 'unit' THEN 'appeal.complained_unit' WHEN 'reason_code' THEN 'body.reason_code'
                       WHEN 'satisfaction' THEN 'body.satisfied' ELSE 'body.opening.' || scheme END
$$;
UPDATE exchange_held SET fields = ARRAY[pg_temp.field_of(scheme)] WHERE NOT waits;
UPDATE link_message
   SET body = jsonb_set(body::jsonb, '{codes}', (SELECT jsonb_object_agg(pg_temp.field_of(key), value)
                                                   FROM jsonb_each(body::jsonb->'codes')))::json
 WHERE kind = 'amend' AND delivered_at IS NULL;
DROP FUNCTION pg_temp.field_of;

-- Why this side does not take an attachment that the peer told of ('type', 'size'); and why the peer does not take ours.
ALTER TABLE attachment ADD COLUMN refused text;
ALTER TABLE attachment_offer ADD COLUMN refused text;
