-- Shared table between two platforms, both directions (decision 0017). MariaDB 10.6 and later. Times are UTC.
CREATE TABLE IF NOT EXISTS exchange_parcel (
    id         BIGINT NOT NULL AUTO_INCREMENT COMMENT '流水号',
    sender     VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '发送方平台',
    receiver   VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '接收方平台',
    name       VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '报文名，同一发送方对同一接收方唯一',
    urgent     TINYINT(1) NOT NULL DEFAULT 0 COMMENT '是否紧急（1 是，0 否），紧急的先取',
    token      LONGTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '报文，已签名并加密，一行 ASCII 文本',
    push_state TINYINT NOT NULL DEFAULT 0 COMMENT '推送状态：0 已写入，1 接收方已读取，2 接收方已确认',
    push_time  DATETIME(3) NULL COMMENT '接收方首次读取的时间（UTC）',
    ack_time   DATETIME(3) NULL COMMENT '接收方确认的时间（UTC）',
    created    DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT '写入时间（UTC）',
    PRIMARY KEY (id),
    UNIQUE KEY parcel (sender, receiver, name),
    KEY waiting (receiver, sender, push_state, urgent, id),
    KEY acknowledged (receiver, sender, push_state, ack_time),
    CONSTRAINT state_is_known CHECK (push_state IN (0, 1, 2))
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COMMENT = '平台间交换报文（中间库，双向）';
