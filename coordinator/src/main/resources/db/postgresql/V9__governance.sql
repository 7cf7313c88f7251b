-- Plans in the making, each of one account, and what an administrator sees of a site.
CREATE TABLE study_draft (
  id      TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  plan    TEXT NOT NULL,
  counts  TEXT NOT NULL,
  report  TEXT NOT NULL,
  at      BIGINT NOT NULL
);

CREATE INDEX study_draft_of ON study_draft (account, at);

-- Null until the site gets its next certificate, or its agent attaches again.
ALTER TABLE site ADD COLUMN certificate_ends BIGINT;
ALTER TABLE site ADD COLUMN agent_version TEXT;
ALTER TABLE site ADD COLUMN seen_at BIGINT;
