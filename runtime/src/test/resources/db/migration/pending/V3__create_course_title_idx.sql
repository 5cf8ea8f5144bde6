-- compositeindex: create course_title_idx
-- declared by: dev.compositeindex.example.learning.Course
-- definition: CREATE UNIQUE INDEX course_title_idx ON learning_course (title) WHERE is_published

SET statement_timeout = 0;
SET lock_timeout = 0;
DO $$
BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        PERFORM set_config('transaction_timeout', '0', false);
    END IF;
END
$$;

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS course_title_idx
    ON learning_course (title)
    WHERE is_published;

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_index WHERE indexrelid = to_regclass('course_title_idx') AND indisvalid AND indisready
    ) THEN
        RAISE EXCEPTION 'index course_title_idx is not valid';
    END IF;
END
$$;

RESET lock_timeout;
RESET statement_timeout;
