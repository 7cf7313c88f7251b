-- A revoked site leaves the table site for good; neither its id nor its key ever comes back.
CREATE TABLE revoked_site (
  site_id      TEXT NOT NULL PRIMARY KEY,
  organisation TEXT NOT NULL,
  identity_key BLOB NOT NULL,
  revoked_at   INTEGER NOT NULL
);

-- Changes of identity keys; one body with the signatures of both keys. A key has one successor.
CREATE TABLE identity_rotation (
  old_key BLOB NOT NULL PRIMARY KEY,
  new_key BLOB NOT NULL UNIQUE,
  site_id TEXT NOT NULL,
  body    BLOB NOT NULL,
  old_sig BLOB NOT NULL,
  new_sig BLOB NOT NULL,
  at      INTEGER NOT NULL
);

-- What endorsing offices signed; the coordinator cannot check it and only forwards it.
CREATE TABLE endorsement (
  hash    BLOB NOT NULL PRIMARY KEY,
  site_id TEXT NOT NULL,
  expires INTEGER NOT NULL,
  body    BLOB NOT NULL,
  sig     BLOB NOT NULL
);
