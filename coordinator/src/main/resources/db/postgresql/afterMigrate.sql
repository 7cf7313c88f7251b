-- Only the process that leads may write: every table asks for the term that the connection was
-- opened in. The lock that it takes lets the leader renew its lease, which leaves the key alone,
-- but makes whoever begins the next term wait until this transaction has ended.
CREATE OR REPLACE FUNCTION fedval_fence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM leader WHERE term::text = current_setting('fedval.term', true) FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'fedval: another replica leads; this one may not write';
  END IF;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  fenced text;
BEGIN
  FOR fenced IN
    SELECT tablename FROM pg_tables
    WHERE schemaname = current_schema()
      AND tablename NOT IN ('leader', 'flyway_schema_history')
  LOOP
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER fedval_fence BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I'
      ' FOR EACH STATEMENT EXECUTE FUNCTION fedval_fence()', fenced);
  END LOOP;
END
$$;
