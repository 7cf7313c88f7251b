-- Times are milliseconds since the epoch, UTC. Bodies are exact signed bytes.
CREATE TABLE enrolment_token (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  site_id    TEXT COLLATE "C" NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at    BIGINT
);

CREATE TABLE site (
  site_id      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  organisation TEXT COLLATE "C" NOT NULL UNIQUE,
  identity_key BYTEA NOT NULL UNIQUE,
  enrol_body   BYTEA NOT NULL,
  enrol_sig    BYTEA NOT NULL,
  enrolled_at  BIGINT NOT NULL
);

CREATE TABLE roster (
  roster_id TEXT COLLATE "C" NOT NULL,
  version   BIGINT NOT NULL,
  hash      BYTEA NOT NULL UNIQUE,
  body      BYTEA NOT NULL,
  sig       BYTEA NOT NULL,
  PRIMARY KEY (roster_id, version)
);

CREATE TABLE roster_approval (
  roster_hash BYTEA NOT NULL,
  site_id     TEXT COLLATE "C" NOT NULL,
  body        BYTEA NOT NULL,
  sig         BYTEA NOT NULL,
  PRIMARY KEY (roster_hash, site_id)
);

CREATE TABLE study (
  digest        BYTEA NOT NULL PRIMARY KEY,
  study_id      TEXT COLLATE "C" NOT NULL UNIQUE,
  state         TEXT COLLATE "C" NOT NULL,
  sentence      TEXT COLLATE "C" NOT NULL,
  definition    BYTEA NOT NULL,
  ck_sig        BYTEA NOT NULL,
  owner_sig     BYTEA NOT NULL,
  plan_yaml     BYTEA NOT NULL,
  bundle_digest BYTEA NOT NULL,
  roster_hash   BYTEA NOT NULL,
  created_at    BIGINT NOT NULL
);

CREATE TABLE study_transition (
  study    BYTEA NOT NULL,
  seq      BIGINT NOT NULL,
  at       BIGINT NOT NULL,
  state    TEXT COLLATE "C" NOT NULL,
  sentence TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (study, seq)
);

CREATE TABLE study_approval (
  study   BYTEA NOT NULL,
  site_id TEXT COLLATE "C" NOT NULL,
  body    BYTEA NOT NULL,
  sig     BYTEA NOT NULL,
  PRIMARY KEY (study, site_id)
);

-- Every signed protocol body of a session, by signer (0xFFFF is the coordinator) and type.
CREATE TABLE session_body (
  sid    BYTEA NOT NULL,
  signer BIGINT NOT NULL,
  type   TEXT COLLATE "C" NOT NULL,
  study  BYTEA NOT NULL,
  body   BYTEA NOT NULL,
  sig    BYTEA NOT NULL,
  at     BIGINT NOT NULL,
  PRIMARY KEY (sid, signer, type)
);

CREATE TABLE report (
  study BYTEA NOT NULL PRIMARY KEY,
  json  BYTEA NOT NULL,
  html  BYTEA NOT NULL,
  at    BIGINT NOT NULL
);
