-- Which slot of its study a session is an attempt at; attempts count within a slot.
ALTER TABLE session ADD COLUMN slot TEXT NOT NULL DEFAULT 'slot-0';

-- How each slot of a study ended: with the sums that its session opened, which name withheld gate
-- cells, or with the reason why it and what follows it has none.
CREATE TABLE slot_end (
  study   BLOB NOT NULL,
  slot    TEXT NOT NULL,
  sid     BLOB,
  sums    BLOB,
  absence TEXT,
  at      INTEGER NOT NULL,
  PRIMARY KEY (study, slot)
);
