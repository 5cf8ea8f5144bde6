-- compositeindex: create thing_name_928da6ec_idx
-- declared by: Thing
-- definition: CREATE INDEX thing_name_928da6ec_idx ON thing (name)

-- Without limits: a build waits for every transaction that is older than itself, and a timeout would
-- leave an INVALID index behind.
SET statement_timeout = 0;
SET lock_timeout = 0;
DO $$
BEGIN
    IF pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL THEN -- PostgreSQL 17 and later
        PERFORM pg_catalog.set_config('transaction_timeout', '0', false);
    END IF;
END
$$;

CREATE INDEX CONCURRENTLY IF NOT EXISTS thing_name_928da6ec_idx
    ON thing (name);

-- IF NOT EXISTS is content with any relation of that name, also with what a dead build left behind.
DO $$
DECLARE
    problem pg_catalog.text;
BEGIN
    SELECT CASE
               WHEN i.indexrelid IS NULL THEN 'its name is taken by a relation that is no index'
               WHEN i.indrelid OPERATOR(pg_catalog.<>) t.oid
               THEN pg_catalog.concat('its name is taken by an index of ', i.indrelid::pg_catalog.regclass)
               WHEN NOT (i.indisvalid AND i.indisready) THEN 'it is INVALID'
               ELSE ''
           END
      INTO problem
      FROM pg_catalog.pg_class t
      JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) t.relnamespace
                                AND c.relname OPERATOR(pg_catalog.=) 'thing_name_928da6ec_idx'
      LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
     WHERE t.oid OPERATOR(pg_catalog.=) 'thing'::pg_catalog.regclass;
    IF problem OPERATOR(pg_catalog.=) '' THEN
        RETURN;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'object_not_in_prerequisite_state',
        MESSAGE = pg_catalog.concat('index thing_name_928da6ec_idx on thing was not built: ', coalesce(problem, 'it does not exist')),
        HINT = CASE
                   WHEN problem OPERATOR(pg_catalog.=) 'it is INVALID' THEN 'When no session is building it (see pg_stat_progress_create_index), run: DROP INDEX CONCURRENTLY IF EXISTS thing_name_928da6ec_idx; then: flyway repair'
                   ELSE 'Another relation bears the name thing_name_928da6ec_idx: rename one of the two, then: flyway repair'
               END;
END
$$;

DO $$
BEGIN
    IF pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL THEN
        RESET transaction_timeout;
    END IF;
END
$$;
RESET lock_timeout;
RESET statement_timeout;
