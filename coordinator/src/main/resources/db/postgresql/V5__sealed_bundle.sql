-- What the coordinator knows of a study's model: never the key, never the plaintext.
CREATE TABLE sealed_bundle (
  study       BYTEA NOT NULL PRIMARY KEY,
  manifest    BYTEA NOT NULL,
  owner_sig   BYTEA NOT NULL,
  ck_sig      BYTEA NOT NULL,
  description BYTEA NOT NULL
);

-- The file key closed to each site; released_at says who got it, and when first.
CREATE TABLE model_wrap (
  study       BYTEA NOT NULL,
  site_id     TEXT COLLATE "C" NOT NULL,
  body        BYTEA NOT NULL,
  sig         BYTEA NOT NULL,
  released_at BIGINT,
  PRIMARY KEY (study, site_id)
);
