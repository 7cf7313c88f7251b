-- People of the pages and the REST interface. Of passwords, cookies and tokens only hashes are here.
CREATE TABLE account (
  account_id     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  login          TEXT COLLATE "C" NOT NULL UNIQUE,
  name           TEXT COLLATE "C" NOT NULL,
  roles          TEXT COLLATE "C" NOT NULL,
  party          TEXT COLLATE "C",
  password       TEXT COLLATE "C",
  one_time_until BIGINT,
  disabled BIGINT NOT NULL DEFAULT 0,
  issuer         TEXT COLLATE "C",
  subject        TEXT COLLATE "C",
  created_at BIGINT NOT NULL,
  UNIQUE (issuer, subject)
);

-- Failed sign-ins by the hash of the name that was typed, whether an account has it or not.
CREATE TABLE sign_in_failure (
  login_hash BYTEA NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX sign_in_failure_at ON sign_in_failure (at);

CREATE TABLE web_session (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  account_id TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX web_session_account ON web_session (account_id);

CREATE TABLE api_token (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  token_id   TEXT COLLATE "C" NOT NULL UNIQUE,
  account_id TEXT COLLATE "C" NOT NULL,
  name       TEXT COLLATE "C" NOT NULL,
  scopes     TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX api_token_account ON api_token (account_id);

-- Which vendor submitted a study; a study without a row was submitted before this table.
CREATE TABLE study_party (
  study BYTEA NOT NULL PRIMARY KEY,
  party TEXT COLLATE "C" NOT NULL
);
CREATE INDEX study_party_party ON study_party (party);

CREATE TABLE study_member (
  study BYTEA NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  added_by   TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (study, account_id)
);
CREATE INDEX study_member_account ON study_member (account_id);
