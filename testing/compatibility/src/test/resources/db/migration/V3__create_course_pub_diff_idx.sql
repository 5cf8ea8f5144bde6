-- Builds and drops wait for older transactions, and a timeout would leave an INVALID index: so none, until the end.
DO $$ BEGIN PERFORM pg_catalog.set_config(pg_catalog.concat('compositeindex.', name), setting, false), pg_catalog.set_config(name, '0', false)
    FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY ('{statement_timeout, lock_timeout, transaction_timeout}'); END $$;

-- compositeindex: create course_pub_diff_idx
-- declared by: dev.compositeindex.compatibility.Course
-- definition: CREATE INDEX course_pub_diff_idx ON learning_course (difficulty_level, is_published)
CREATE INDEX CONCURRENTLY IF NOT EXISTS course_pub_diff_idx ON learning_course (difficulty_level, is_published);

DO $$ DECLARE problems pg_catalog.text := ( -- IF NOT EXISTS is content with whatever bears the name, IF EXISTS with nothing
    SELECT pg_catalog.string_agg(pg_catalog.concat(b.name, CASE WHEN c.oid IS NULL THEN ' does not exist' WHEN i.indrelid IS NULL THEN ' is no index'
               WHEN i.indrelid OPERATOR(pg_catalog.=) t.oid THEN CASE WHEN i.indisvalid AND i.indisready THEN ' was built when nothing recorded it' ELSE ' is INVALID' END ELSE pg_catalog.concat(' is an index of ', i.indrelid::pg_catalog.regclass) END), ', ')
      FROM (VALUES
        ('course_pub_diff_idx', 'learning_course'::pg_catalog.regclass)
      ) b (name, target) JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) b.target
      LEFT JOIN pg_catalog.pg_class c ON (c.relnamespace, c.relname) OPERATOR(pg_catalog.=) (t.relnamespace, b.name) LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
     WHERE (i.indrelid OPERATOR(pg_catalog.=) t.oid AND i.indisvalid AND i.indisready AND pg_catalog.strpos(pg_catalog.concat(pg_catalog.obj_description(c.oid, 'pg_class')), 'CompositeIndex: not recorded, ') OPERATOR(pg_catalog.=) 0) IS NOT TRUE);
BEGIN IF problems IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = pg_catalog.concat('not as recorded: ', problems),
        HINT = 'What is INVALID, and built by nobody (see pg_stat_progress_create_index), or was built when nothing recorded it: DROP INDEX CONCURRENTLY. What else bears such a name: rename it. Then: flyway repair'; END IF;
END $$;

DO $$ BEGIN PERFORM pg_catalog.set_config(name, pg_catalog.current_setting(pg_catalog.concat('compositeindex.', name)), false)
    FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY ('{statement_timeout, lock_timeout, transaction_timeout}'); END $$;
