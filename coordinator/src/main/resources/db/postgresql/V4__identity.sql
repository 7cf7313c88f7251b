-- A revoked site leaves the table site for good; neither its id nor its key ever comes back.
CREATE TABLE revoked_site (
  site_id      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  organisation TEXT COLLATE "C" NOT NULL,
  identity_key BYTEA NOT NULL,
  revoked_at   BIGINT NOT NULL
);

-- Changes of identity keys; one body with the signatures of both keys. A key has one successor.
CREATE TABLE identity_rotation (
  old_key BYTEA NOT NULL PRIMARY KEY,
  new_key BYTEA NOT NULL UNIQUE,
  site_id TEXT COLLATE "C" NOT NULL,
  body    BYTEA NOT NULL,
  old_sig BYTEA NOT NULL,
  new_sig BYTEA NOT NULL,
  at      BIGINT NOT NULL
);

-- What endorsing offices signed; the coordinator cannot check it and only forwards it.
CREATE TABLE endorsement (
  hash    BYTEA NOT NULL PRIMARY KEY,
  site_id TEXT COLLATE "C" NOT NULL,
  expires BIGINT NOT NULL,
  body    BYTEA NOT NULL,
  sig     BYTEA NOT NULL
);
