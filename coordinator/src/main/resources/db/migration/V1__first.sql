-- Times are milliseconds since the epoch, UTC. Bodies are exact signed bytes.
CREATE TABLE enrolment_token (
  token_hash BLOB NOT NULL PRIMARY KEY,
  site_id    TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at    INTEGER
);

CREATE TABLE site (
  site_id      TEXT NOT NULL PRIMARY KEY,
  organisation TEXT NOT NULL UNIQUE,
  identity_key BLOB NOT NULL UNIQUE,
  enrol_body   BLOB NOT NULL,
  enrol_sig    BLOB NOT NULL,
  enrolled_at  INTEGER NOT NULL
);

CREATE TABLE roster (
  roster_id TEXT NOT NULL,
  version   INTEGER NOT NULL,
  hash      BLOB NOT NULL UNIQUE,
  body      BLOB NOT NULL,
  sig       BLOB NOT NULL,
  PRIMARY KEY (roster_id, version)
);

CREATE TABLE roster_approval (
  roster_hash BLOB NOT NULL,
  site_id     TEXT NOT NULL,
  body        BLOB NOT NULL,
  sig         BLOB NOT NULL,
  PRIMARY KEY (roster_hash, site_id)
);

CREATE TABLE study (
  digest        BLOB NOT NULL PRIMARY KEY,
  study_id      TEXT NOT NULL UNIQUE,
  state         TEXT NOT NULL,
  sentence      TEXT NOT NULL,
  definition    BLOB NOT NULL,
  ck_sig        BLOB NOT NULL,
  owner_sig     BLOB NOT NULL,
  plan_yaml     BLOB NOT NULL,
  bundle_digest BLOB NOT NULL,
  roster_hash   BLOB NOT NULL,
  created_at    INTEGER NOT NULL
);

CREATE TABLE study_transition (
  study    BLOB NOT NULL,
  seq      INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  state    TEXT NOT NULL,
  sentence TEXT NOT NULL,
  PRIMARY KEY (study, seq)
);

CREATE TABLE study_approval (
  study   BLOB NOT NULL,
  site_id TEXT NOT NULL,
  body    BLOB NOT NULL,
  sig     BLOB NOT NULL,
  PRIMARY KEY (study, site_id)
);

-- Every signed protocol body of a session, by signer (0xFFFF is the coordinator) and type.
CREATE TABLE session_body (
  sid    BLOB NOT NULL,
  signer INTEGER NOT NULL,
  type   TEXT NOT NULL,
  study  BLOB NOT NULL,
  body   BLOB NOT NULL,
  sig    BLOB NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (sid, signer, type)
);

CREATE TABLE report (
  study BLOB NOT NULL PRIMARY KEY,
  json  BLOB NOT NULL,
  html  BLOB NOT NULL,
  at    INTEGER NOT NULL
);
