-- What is too large for one row, in pieces without gaps. Everything here is sealed or masked.
CREATE TABLE piece (
  file TEXT NOT NULL,
  pos  INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (file, pos)
);

-- Sealed bundles that are whole, by the digest of their bytes, and which file holds them.
CREATE TABLE sealed_file (
  digest BLOB NOT NULL PRIMARY KEY,
  size   INTEGER NOT NULL,
  file   TEXT NOT NULL
);

-- The one replica that leads: its term, and how the others reach it. A single row; only a shared
-- database uses it.
CREATE TABLE leader (
  term    INTEGER NOT NULL PRIMARY KEY,
  holder  TEXT NOT NULL,
  address TEXT NOT NULL,
  until   INTEGER NOT NULL
);

INSERT INTO leader (term, holder, address, until) VALUES (0, '', '', 0);

-- The order of changes of one millisecond.
ALTER TABLE identity_rotation ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;

UPDATE identity_rotation SET seq = rowid;
