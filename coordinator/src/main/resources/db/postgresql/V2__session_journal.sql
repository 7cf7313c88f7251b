-- What a session needs to go on after the coordinator was stopped: the order of its events, each
-- site's message as it travelled (rows and lists beside the signed body), and its attempt.
ALTER TABLE session_body ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session_body ADD COLUMN message BYTEA;

CREATE TABLE session (
  sid      BYTEA NOT NULL PRIMARY KEY,
  study    BYTEA NOT NULL,
  attempt  BIGINT NOT NULL,
  -- roster indices that were not invited, ascending, separated by commas
  left_out TEXT COLLATE "C" NOT NULL,
  at       BIGINT NOT NULL
);
