-- compositeindex: create course_pub_diff_idx
-- declared by: dev.compositeindex.example.learning.Course
-- definition: CREATE INDEX course_pub_diff_idx ON learning_course (is_published, difficulty_level)

SET statement_timeout = 0;
SET lock_timeout = 0;
DO $$
BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        PERFORM set_config('transaction_timeout', '0', false);
    END IF;
END
$$;

CREATE INDEX CONCURRENTLY IF NOT EXISTS course_pub_diff_idx
    ON learning_course (is_published, difficulty_level);

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_index WHERE indexrelid = to_regclass('course_pub_diff_idx') AND indisvalid AND indisready
    ) THEN
        RAISE EXCEPTION 'index course_pub_diff_idx is not valid';
    END IF;
END
$$;

RESET lock_timeout;
RESET statement_timeout;
