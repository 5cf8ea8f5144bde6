-- compositeindex: create billing.invoice_number_idx
-- declared by: dev.compositeindex.compatibility.Invoice
-- definition: CREATE UNIQUE INDEX invoice_number_idx ON billing.invoice (number)

-- Without limits: a build waits for every transaction that is older than itself, and a timeout would
-- leave an INVALID index behind.
SET statement_timeout = 0;
SET lock_timeout = 0;
DO $$
BEGIN
    IF current_setting('transaction_timeout', true) IS NOT NULL THEN -- PostgreSQL 17 and later
        PERFORM set_config('transaction_timeout', '0', false);
    END IF;
END
$$;

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS invoice_number_idx
    ON billing.invoice (number);

-- IF NOT EXISTS is content with any relation of that name, also with what a dead build left behind.
DO $$
DECLARE
    problem text;
BEGIN
    SELECT CASE
               WHEN i.indexrelid IS NULL THEN 'its name is taken by a relation that is no index'
               WHEN i.indrelid <> t.oid THEN 'its name is taken by an index of ' || i.indrelid::regclass
               WHEN NOT (i.indisvalid AND i.indisready) THEN 'it is INVALID'
               ELSE ''
           END
      INTO problem
      FROM pg_catalog.pg_class t
      JOIN pg_catalog.pg_class c ON c.relnamespace = t.relnamespace AND c.relname = 'invoice_number_idx'
      LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
     WHERE t.oid = 'billing.invoice'::regclass;
    IF problem = '' THEN
        RETURN;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'object_not_in_prerequisite_state',
        MESSAGE = 'index invoice_number_idx on billing.invoice was not built: ' || coalesce(problem, 'it does not exist'),
        HINT = CASE problem
                   WHEN 'it is INVALID' THEN 'When no session is building it (see pg_stat_progress_create_index), run: DROP INDEX CONCURRENTLY IF EXISTS billing.invoice_number_idx; then: flyway repair'
                   ELSE 'Another relation bears the name invoice_number_idx: rename one of the two, then: flyway repair'
               END;
END
$$;

DO $$
BEGIN
    IF current_setting('transaction_timeout', true) IS NOT NULL THEN
        RESET transaction_timeout;
    END IF;
END
$$;
RESET lock_timeout;
RESET statement_timeout;
