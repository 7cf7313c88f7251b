-- What the coordinator knows of a study's model: never the key, never the plaintext.
CREATE TABLE sealed_bundle (
  study       BLOB NOT NULL PRIMARY KEY,
  manifest    BLOB NOT NULL,
  owner_sig   BLOB NOT NULL,
  ck_sig      BLOB NOT NULL,
  description BLOB NOT NULL
);

-- The file key closed to each site; released_at says who got it, and when first.
CREATE TABLE model_wrap (
  study       BLOB NOT NULL,
  site_id     TEXT NOT NULL,
  body        BLOB NOT NULL,
  sig         BLOB NOT NULL,
  released_at INTEGER,
  PRIMARY KEY (study, site_id)
);
