-- What is too large for one row, in pieces without gaps. Everything here is sealed or masked.
CREATE TABLE piece (
  file TEXT COLLATE "C" NOT NULL,
  pos  BIGINT NOT NULL,
  data BYTEA NOT NULL,
  PRIMARY KEY (file, pos)
);

-- Sealed bundles that are whole, by the digest of their bytes, and which file holds them.
CREATE TABLE sealed_file (
  digest BYTEA NOT NULL PRIMARY KEY,
  size   BIGINT NOT NULL,
  file   TEXT COLLATE "C" NOT NULL
);

-- The one replica that leads: its term, and how the others reach it. A single row; only a shared
-- database uses it.
CREATE TABLE leader (
  term    BIGINT NOT NULL PRIMARY KEY,
  holder  TEXT COLLATE "C" NOT NULL,
  address TEXT COLLATE "C" NOT NULL,
  until   BIGINT NOT NULL
);

INSERT INTO leader (term, holder, address, until) VALUES (0, '', '', 0);

-- The order of changes of one millisecond.
ALTER TABLE identity_rotation ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;

-- Ciphertext and masked numbers do not shrink.
ALTER TABLE piece ALTER COLUMN data SET STORAGE EXTERNAL;
