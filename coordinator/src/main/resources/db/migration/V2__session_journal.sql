-- What a session needs to go on after the coordinator was stopped: the order of its events, each
-- site's message as it travelled (rows and lists beside the signed body), and its attempt.
ALTER TABLE session_body ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session_body ADD COLUMN message BLOB;

CREATE TABLE session (
  sid      BLOB NOT NULL PRIMARY KEY,
  study    BLOB NOT NULL,
  attempt  INTEGER NOT NULL,
  -- roster indices that were not invited, ascending, separated by commas
  left_out TEXT NOT NULL,
  at       INTEGER NOT NULL
);
