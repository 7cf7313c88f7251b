-- Texts are compared by their bytes, as in SQLite, whatever the server's language is.
DO $$
DECLARE
  text_column record;
BEGIN
  FOR text_column IN
    SELECT c.table_name, c.column_name
    FROM information_schema.columns c
    JOIN pg_tables t ON t.schemaname = c.table_schema AND t.tablename = c.table_name
    WHERE c.table_schema = current_schema()
      AND c.table_name <> 'flyway_schema_history'
      AND c.data_type = 'text'
      AND c.collation_name IS DISTINCT FROM 'C'
  LOOP
    EXECUTE format(
      'ALTER TABLE %I ALTER COLUMN %I TYPE TEXT COLLATE "C"',
      text_column.table_name, text_column.column_name);
  END LOOP;
END
$$;

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
