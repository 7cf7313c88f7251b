-- People of the pages and the REST interface. Of passwords, cookies and tokens only hashes are here.
CREATE TABLE account (
  account_id     TEXT NOT NULL PRIMARY KEY,
  login          TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  roles          TEXT NOT NULL,
  party          TEXT,
  password       TEXT,
  one_time_until BIGINT,
  disabled BIGINT NOT NULL DEFAULT 0,
  issuer         TEXT,
  subject        TEXT,
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
  account_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX web_session_account ON web_session (account_id);

CREATE TABLE api_token (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  token_id   TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL,
  name       TEXT NOT NULL,
  scopes     TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX api_token_account ON api_token (account_id);

-- Which vendor submitted a study; a study without a row was submitted before this table.
CREATE TABLE study_party (
  study BYTEA NOT NULL PRIMARY KEY,
  party TEXT NOT NULL
);
CREATE INDEX study_party_party ON study_party (party);

CREATE TABLE study_member (
  study BYTEA NOT NULL,
  account_id TEXT NOT NULL,
  added_by   TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (study, account_id)
);
CREATE INDEX study_member_account ON study_member (account_id);
