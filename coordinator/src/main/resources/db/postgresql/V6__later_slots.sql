-- Which slot of its study a session is an attempt at; attempts count within a slot.
ALTER TABLE session ADD COLUMN slot TEXT COLLATE "C" NOT NULL DEFAULT 'slot-0';

-- How each slot of a study ended: with the sums that its session opened, which name withheld gate
-- cells, or with the reason why it and what follows it has none.
CREATE TABLE slot_end (
  study   BYTEA NOT NULL,
  slot    TEXT COLLATE "C" NOT NULL,
  sid     BYTEA,
  sums    BYTEA,
  absence TEXT COLLATE "C",
  at      BIGINT NOT NULL,
  PRIMARY KEY (study, slot)
);
