-- Appeals that are exchanged with a peer. untold: its attachments are still to be offered to the peer.
CREATE TABLE exchange_shared (
    peer      text    NOT NULL REFERENCES peer,
    appeal_id uuid    NOT NULL,
    untold    boolean NOT NULL DEFAULT true,
    PRIMARY KEY (appeal_id, peer)
);
CREATE INDEX exchange_shared_untold ON exchange_shared (peer) WHERE untold;
INSERT INTO exchange_shared (peer, appeal_id)
SELECT DISTINCT s.peer, h.appeal_id
  FROM exchange_subject s
  JOIN (SELECT id, appeal_id FROM handover UNION ALL SELECT id, appeal_id FROM joint_action) h ON h.id = s.subject_id;

-- untold: added here, whole, and still to be offered to the peers that the appeal is shared with.
ALTER TABLE attachment ADD COLUMN untold boolean NOT NULL DEFAULT false;
CREATE INDEX attachment_untold ON attachment (id) WHERE untold;
