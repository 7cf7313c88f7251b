-- The transparency log. A leaf is a LogEntry body; indexes have no gaps.
CREATE TABLE log_leaf (
  idx   BIGINT NOT NULL PRIMARY KEY,
  entry BYTEA NOT NULL
);

-- Signed heads of the log with the cosignatures they got, as C2SP notes.
CREATE TABLE log_checkpoint (
  size BIGINT NOT NULL PRIMARY KEY,
  note TEXT COLLATE "C" NOT NULL
);

-- How far each site, as a witness, has followed the log.
CREATE TABLE log_witness (
  site_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  size    BIGINT NOT NULL
);

-- The coordinator's detached signature of the exact bytes of report.json.
ALTER TABLE report ADD COLUMN sig BYTEA NOT NULL DEFAULT ''::bytea;
