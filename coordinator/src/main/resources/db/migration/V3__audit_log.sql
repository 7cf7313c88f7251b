-- The transparency log. A leaf is a LogEntry body; indexes have no gaps.
CREATE TABLE log_leaf (
  idx   INTEGER NOT NULL PRIMARY KEY,
  entry BLOB NOT NULL
);

-- Signed heads of the log with the cosignatures they got, as C2SP notes.
CREATE TABLE log_checkpoint (
  size INTEGER NOT NULL PRIMARY KEY,
  note TEXT NOT NULL
);

-- How far each site, as a witness, has followed the log.
CREATE TABLE log_witness (
  site_id TEXT NOT NULL PRIMARY KEY,
  size    INTEGER NOT NULL
);

-- The coordinator's detached signature of the exact bytes of report.json.
ALTER TABLE report ADD COLUMN sig BLOB NOT NULL DEFAULT x'';
