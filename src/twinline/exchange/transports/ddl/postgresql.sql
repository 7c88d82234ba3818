-- Shared table between two platforms, both directions (decision 0017). PostgreSQL 13 and later.
CREATE TABLE IF NOT EXISTS exchange_parcel (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sender     varchar(63)  NOT NULL,
    receiver   varchar(63)  NOT NULL,
    name       varchar(100) NOT NULL,
    urgent     boolean      NOT NULL DEFAULT false,
    token      text         NOT NULL,
    push_state smallint     NOT NULL DEFAULT 0 CHECK (push_state IN (0, 1, 2)),
    push_time  timestamptz,
    ack_time   timestamptz,
    created    timestamptz  NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (sender, receiver, name)
);
CREATE INDEX IF NOT EXISTS exchange_parcel_waiting
    ON exchange_parcel (receiver, sender, push_state, urgent, id) WHERE push_state < 2;
CREATE INDEX IF NOT EXISTS exchange_parcel_acknowledged
    ON exchange_parcel (receiver, sender, ack_time) WHERE push_state = 2;
COMMENT ON TABLE exchange_parcel IS '平台间交换报文（中间库，双向）';
COMMENT ON COLUMN exchange_parcel.id IS '流水号';
COMMENT ON COLUMN exchange_parcel.sender IS '发送方平台';
COMMENT ON COLUMN exchange_parcel.receiver IS '接收方平台';
COMMENT ON COLUMN exchange_parcel.name IS '报文名，同一发送方对同一接收方唯一';
COMMENT ON COLUMN exchange_parcel.urgent IS '是否紧急，紧急的先取';
COMMENT ON COLUMN exchange_parcel.token IS '报文，已签名并加密，一行 ASCII 文本';
COMMENT ON COLUMN exchange_parcel.push_state IS '推送状态：0 已写入，1 接收方已读取，2 接收方已确认';
COMMENT ON COLUMN exchange_parcel.push_time IS '接收方首次读取的时间';
COMMENT ON COLUMN exchange_parcel.ack_time IS '接收方确认的时间';
COMMENT ON COLUMN exchange_parcel.created IS '写入时间';
