-- Where the division comes from: entered in the form, or suggested by the address or the words (R18).
ALTER TABLE appeal ADD COLUMN division_from text NOT NULL DEFAULT 'form'
    CONSTRAINT appeal_division_from CHECK (division_from IN ('form', 'address', 'text'));

-- What the desk is told of an appeal's history: counted by the worker soon after intake, so that intake does not wait.
CREATE TABLE appeal_history (
    appeal_id  uuid PRIMARY KEY,
    at         timestamptz NOT NULL,
    platform   text        NOT NULL,
    place      text        NOT NULL,
    division   text        NOT NULL,
    matter     text        NOT NULL,
    violent    boolean     NOT NULL,
    restricted boolean     NOT NULL,
    risk       smallint    NOT NULL CHECK (risk BETWEEN 0 AND 100),
    level      text        NOT NULL CHECK (level IN ('high', 'medium', 'low', 'none')),
    reasons    json        NOT NULL,
    duplicates json        NOT NULL
);
CREATE INDEX appeal_history_place ON appeal_history (place, at) WHERE place <> '';
CREATE INDEX appeal_history_matter ON appeal_history (platform, matter, division, at);
