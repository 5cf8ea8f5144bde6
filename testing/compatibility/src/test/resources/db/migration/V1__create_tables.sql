CREATE TABLE learning_course (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    is_published boolean NOT NULL,
    difficulty_level text NOT NULL
);

INSERT INTO learning_course (title, is_published, difficulty_level)
SELECT 'course ' || n, n % 2 = 0, 'easy' FROM generate_series(1, 100) AS n;
