-- Of an instance whose peer is away thousands of messages wait for the peer, and those for its own desk are found past
-- them; of its peer, that receives them, it is the other way round.
DROP INDEX link_message_waiting;
CREATE INDEX link_message_waiting ON link_message (receiver, urgent DESC, pos) WHERE delivered_at IS NULL;
DROP INDEX link_message_unpacked;
CREATE INDEX link_message_unpacked ON link_message (receiver, urgent DESC, pos)
    WHERE delivered_at IS NULL AND peer IS NULL;

-- What is sealed cannot be compressed: not tried.
ALTER TABLE exchange_out ALTER COLUMN token SET STORAGE EXTERNAL;
ALTER TABLE exchange_in ALTER COLUMN token SET STORAGE EXTERNAL;
