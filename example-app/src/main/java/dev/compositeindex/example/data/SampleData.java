package dev.compositeindex.example.data;

import java.util.List;

/**
 * The statements that make the sample data. Each value is a function of the seed, the row's number and a word that names
 * the column: nothing depends on what was drawn before, on the clock, or on the server's release.
 */
final class SampleData {

    static final int EXERCISE_TYPES = 6;
    static final int LANGUAGES = 12;
    private static final int BLOG_CATEGORIES = 60;

    /**
     * The draws. {@code chance} is in [0, 1); {@code pick} is evenly one of 1 … n; {@code skewed} is one of 1 … n, where a
     * power of 2 gives the first percent a tenth of all draws, and a power of 3 more than a fifth; {@code moment} lies in
     * the two years before 2026, later for later rows. Immutable one-line functions in SQL, so the server inlines them.
     */
    static final String FUNCTIONS = """
            CREATE FUNCTION pg_temp.chance(i bigint, word text) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
                SELECT (hashint8extended(i, hashtextextended(word, {seed})) & 9007199254740991) / 9007199254740992.0::float8
            $$;
            CREATE FUNCTION pg_temp.pick(i bigint, word text, n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
                SELECT 1 + floor(n * pg_temp.chance(i, word))::integer
            $$;
            CREATE FUNCTION pg_temp.skewed(i bigint, word text, n integer, power float8) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
                SELECT 1 + floor(n * power(pg_temp.chance(i, word), power))::integer
            $$;
            CREATE FUNCTION pg_temp.moment(i bigint, word text, n integer) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
                SELECT to_timestamp(1704067200 + floor(63072000 * (i - pg_temp.chance(i, word)) / n))
            $$;
            CREATE FUNCTION pg_temp.difficulty(chance float8) RETURNS text LANGUAGE sql IMMUTABLE AS $$
                SELECT CASE WHEN chance < 0.55 THEN 'beginner' WHEN chance < 0.87 THEN 'intermediate'
                            WHEN chance < 0.995 THEN 'advanced' ELSE 'expert' END
            $$;
            CREATE FUNCTION pg_temp.prose(i bigint, word text, length integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
                SELECT left(repeat(md5(word || i) || ' ', 1 + length / 33), length)
            $$;
            """;

    private SampleData() {}

    /** All tables, each after those that it refers to. */
    static List<SampleTable> tables(DataSize size) {
        return List.of(
                new SampleTable("users_user", size.users(), """
                        INSERT INTO users_user (id, username) OVERRIDING SYSTEM VALUE
                        SELECT i, 'user' || i FROM {series} AS i
                        """),
                new SampleTable("users_userprofile", size.users(), """
                        INSERT INTO users_userprofile OVERRIDING SYSTEM VALUE
                        SELECT i, i, pg_temp.difficulty(pg_temp.chance(i, 'skill')),
                               floor(120 * power(pg_temp.chance(i, 'courses'), 4)),
                               floor(900 * power(pg_temp.chance(i, 'exercises'), 4)),
                               floor(2000 * power(pg_temp.chance(i, 'hours'), 3)),
                               floor(60 * power(pg_temp.chance(i, 'streak'), 5)),
                               floor(300 * power(pg_temp.chance(i, 'longest'), 4)),
                               floor(5000 * power(pg_temp.chance(i, 'followers'), 8)),
                               floor(400 * power(pg_temp.chance(i, 'following'), 3)),
                               CASE WHEN pg_temp.chance(i, 'visibility') < 0.6 THEN 'public'
                                    WHEN pg_temp.chance(i, 'visibility') < 0.9 THEN 'members' ELSE 'private' END,
                               pg_temp.moment(i, 'joined', {users}),
                               pg_temp.moment(i, 'joined', {users}) + interval '1 hour'
                        FROM {series} AS i
                        """),
                new SampleTable("forum_integration_trustlevel", size.users(), """
                        INSERT INTO forum_integration_trustlevel OVERRIDING SYSTEM VALUE
                        SELECT i, i,
                               CASE WHEN pg_temp.chance(i, 'level') < 0.30 THEN 0 WHEN pg_temp.chance(i, 'level') < 0.70 THEN 1
                                    WHEN pg_temp.chance(i, 'level') < 0.90 THEN 2 WHEN pg_temp.chance(i, 'level') < 0.98 THEN 3
                                    ELSE 4 END,
                               floor(20000 * power(pg_temp.chance(i, 'read'), 4)),
                               floor(4000 * power(pg_temp.chance(i, 'viewed'), 4)),
                               floor(3000 * power(pg_temp.chance(i, 'posts'), 6)),
                               floor(200 * power(pg_temp.chance(i, 'topics'), 6)),
                               floor(5000 * power(pg_temp.chance(i, 'given'), 6)),
                               floor(9000 * power(pg_temp.chance(i, 'received'), 8)),
                               floor(700 * power(pg_temp.chance(i, 'days'), 3)),
                               CASE WHEN pg_temp.chance(i, 'visited') < 0.9
                                    THEN date '2025-12-31' - pg_temp.pick(i, 'last', 700) END,
                               pg_temp.moment(i, 'joined', {users}) + interval '2 hours',
                               pg_temp.moment(i, 'joined', {users}),
                               pg_temp.moment(i, 'joined', {users}) + interval '2 hours'
                        FROM {series} AS i
                        """),
                new SampleTable("learning_category", size.categories(), """
                        INSERT INTO learning_category OVERRIDING SYSTEM VALUE
                        SELECT i, 'Category ' || i, 'category-' || i FROM {series} AS i
                        """),
                new SampleTable("learning_exercisetype", EXERCISE_TYPES, """
                        INSERT INTO learning_exercisetype OVERRIDING SYSTEM VALUE
                        SELECT i, 'Exercise type ' || i FROM {series} AS i
                        """),
                new SampleTable("learning_programminglanguage", LANGUAGES, """
                        INSERT INTO learning_programminglanguage OVERRIDING SYSTEM VALUE
                        SELECT i, 'Language ' || i FROM {series} AS i
                        """),
                new SampleTable("learning_course", size.courses(), """
                        INSERT INTO learning_course OVERRIDING SYSTEM VALUE
                        SELECT i, 'Course ' || i, 'course-' || i, pg_temp.prose(i, 'course', 300), pg_temp.prose(i, 'short', 100),
                               {categories} + 1 - pg_temp.skewed(i, 'category', {categories}, 2), pg_temp.skewed(i, 'instructor', {instructors}, 2),
                               pg_temp.difficulty(pg_temp.chance(i, 'difficulty')), 30 * pg_temp.pick(i, 'duration', 40),
                               pg_temp.chance(i, 'published') < 0.85, pg_temp.chance(i, 'featured') < 0.01,
                               pg_temp.chance(i, 'free') < 0.2,
                               CASE WHEN pg_temp.chance(i, 'free') < 0.2 THEN 0 ELSE pg_temp.pick(i, 'price', 200) - 0.01 END,
                               10, floor(5000 * power(pg_temp.chance(i, 'enrollments'), 8)),
                               1 + pg_temp.pick(i, 'rating', 400) / 100.0, floor(500 * power(pg_temp.chance(i, 'reviews'), 8)),
                               pg_temp.moment(i, 'created', {courses}),
                               pg_temp.moment(i, 'created', {courses}) + interval '30 hours',
                               CASE WHEN pg_temp.chance(i, 'published') < 0.85
                                    THEN pg_temp.moment(i, 'created', {courses}) + interval '20 hours' END
                        FROM {series} AS i
                        """),
                new SampleTable("learning_lesson", size.lessons(), """
                        INSERT INTO learning_lesson OVERRIDING SYSTEM VALUE
                        SELECT i, 'Lesson ' || i, 'lesson-' || (i - 1) % 10 + 1, pg_temp.prose(i, 'lesson', 120), (i - 1) / 10 + 1,
                               pg_temp.prose(i, 'content', 300), jsonb_build_object('blocks', pg_temp.pick(i, 'blocks', 20)),
                               CASE WHEN pg_temp.chance(i, 'type') < 0.6 THEN 'text' WHEN pg_temp.chance(i, 'type') < 0.9 THEN 'video'
                                    ELSE 'quiz' END,
                               pg_temp.difficulty(pg_temp.chance(i, 'difficulty')), (i - 1) % 10 + 1,
                               5 * pg_temp.pick(i, 'duration', 12), pg_temp.chance(i, 'published') < 0.92,
                               pg_temp.chance(i, 'free') < 0.2, pg_temp.moment(i, 'created', {lessons}),
                               pg_temp.moment(i, 'created', {lessons}) + interval '5 hours'
                        FROM {series} AS i
                        """),
                new SampleTable("learning_exercise", size.rows() / 2, """
                        INSERT INTO learning_exercise OVERRIDING SYSTEM VALUE
                        SELECT i, 'Exercise ' || i, 'exercise-' || i, pg_temp.prose(i, 'exercise', 200), (i - 1) / 3 + 1,
                               pg_temp.skewed(i, 'type', {exerciseTypes}, 2), pg_temp.skewed(i, 'language', {languages}, 2),
                               pg_temp.difficulty(pg_temp.chance(i, 'difficulty')), 10 * pg_temp.pick(i, 'points', 10),
                               pg_temp.chance(i, 'published') < 0.9, (i - 1) % 3 + 1,
                               1000 + pg_temp.pick(i, 'submissions', 1000), pg_temp.pick(i, 'successes', 1000),
                               pg_temp.moment(i, 'created', {lessons}), pg_temp.moment(i, 'created', {lessons}) + interval '5 hours'
                        FROM {series} AS i
                        """),
                new SampleTable("learning_courseenrollment", size.rows(), """
                        INSERT INTO learning_courseenrollment OVERRIDING SYSTEM VALUE
                        SELECT i, pg_temp.skewed(i, 'user', {users}, 2), course, pg_temp.moment(i, 'enrolled', {rows}),
                               pg_temp.chance(i, 'completed') < 0.3,
                               CASE WHEN pg_temp.chance(i, 'completed') < 0.3
                                    THEN pg_temp.moment(i, 'enrolled', {rows}) + interval '700 hours' END,
                               CASE WHEN pg_temp.chance(i, 'completed') < 0.3 THEN 100 ELSE pg_temp.pick(i, 'progress', 99) END,
                               CASE WHEN pg_temp.chance(i, 'begun') < 0.8 THEN (course - 1) * 10 + pg_temp.pick(i, 'lesson', 10) END,
                               pg_temp.moment(i, 'enrolled', {rows}) + pg_temp.pick(i, 'activity', 700) * interval '1 hour',
                               pg_temp.pick(i, 'time', 3000)
                        FROM {series} AS i, LATERAL pg_temp.skewed(i, 'course', {courses}, 1.5) AS course
                        ON CONFLICT DO NOTHING
                        """),
                new SampleTable("learning_userprogress", size.rows(), """
                        INSERT INTO learning_userprogress OVERRIDING SYSTEM VALUE
                        SELECT i, pg_temp.skewed(i, 'user', {users}, 2), pg_temp.skewed(i, 'lesson', {lessons}, 1.5), true,
                               pg_temp.chance(i, 'completed') < 0.6, pg_temp.moment(i, 'started', {rows}),
                               CASE WHEN pg_temp.chance(i, 'completed') < 0.6
                                    THEN pg_temp.moment(i, 'started', {rows}) + interval '90 minutes' END,
                               pg_temp.moment(i, 'started', {rows}) + pg_temp.pick(i, 'accessed', 9000) * interval '1 minute',
                               pg_temp.pick(i, 'spent', 120), CASE WHEN pg_temp.chance(i, 'noted') < 0.1
                                                                   THEN pg_temp.prose(i, 'notes', 150) ELSE '' END,
                               pg_temp.chance(i, 'bookmarked') < 0.03
                        FROM {series} AS i
                        ON CONFLICT DO NOTHING
                        """),
                new SampleTable("learning_learningpath", size.courses(), """
                        INSERT INTO learning_learningpath OVERRIDING SYSTEM VALUE
                        SELECT i, 'Path ' || i, 'path-' || i, pg_temp.prose(i, 'path', 200),
                               pg_temp.skewed(i, 'creator', {instructors}, 2), pg_temp.difficulty(pg_temp.chance(i, 'difficulty')),
                               60 * pg_temp.pick(i, 'duration', 100), pg_temp.chance(i, 'published') < 0.8,
                               pg_temp.chance(i, 'featured') < 0.02, pg_temp.moment(i, 'created', {courses}),
                               pg_temp.moment(i, 'created', {courses}) + interval '5 hours'
                        FROM {series} AS i
                        """),
                new SampleTable("learning_studysession", size.rows(), """
                        INSERT INTO learning_studysession OVERRIDING SYSTEM VALUE
                        SELECT i, student, 1 + (student * 7 + pg_temp.pick(i, 'lesson', 15)) % {lessons},
                               pg_temp.moment(i, 'started', {rows}),
                               CASE WHEN pg_temp.chance(i, 'ended') < 0.97
                                    THEN pg_temp.moment(i, 'started', {rows})
                                         + pg_temp.pick(i, 'minutes', 120) * interval '1 minute' END,
                               pg_temp.pick(i, 'minutes', 120), pg_temp.chance(i, 'completed') < 0.4,
                               CASE WHEN pg_temp.chance(i, 'noted') < 0.1 THEN pg_temp.prose(i, 'notes', 150) ELSE '' END
                        FROM {series} AS i, LATERAL pg_temp.skewed(i, 'user', {users}, 3) AS student
                        """),
                new SampleTable("blog_blogcategory", BLOG_CATEGORIES, """
                        INSERT INTO blog_blogcategory OVERRIDING SYSTEM VALUE
                        SELECT i, 'Topic ' || i, 'topic-' || i, pg_temp.prose(i, 'topic', 100),
                               '#' || left(md5('color' || i), 6)
                        FROM {series} AS i
                        """),
                new SampleTable("blog_coursepage", size.coursePages(), """
                        INSERT INTO blog_coursepage OVERRIDING SYSTEM VALUE
                        SELECT i, 'Course page ' || i FROM {series} AS i
                        """),
                new SampleTable("blog_lessonpage", size.lessonPages(), """
                        INSERT INTO blog_lessonpage OVERRIDING SYSTEM VALUE
                        SELECT i, 'Lesson page ' || i FROM {series} AS i
                        """),
                new SampleTable("blog_wagtailcourseenrollment", size.rows() / 2, """
                        INSERT INTO blog_wagtailcourseenrollment OVERRIDING SYSTEM VALUE
                        SELECT i, pg_temp.skewed(i, 'user', {users}, 2), pg_temp.skewed(i, 'page', {coursePages}, 1.5),
                               pg_temp.moment(i, 'enrolled', {rows}), pg_temp.chance(i, 'completed') < 0.3,
                               CASE WHEN pg_temp.chance(i, 'completed') < 0.3
                                    THEN pg_temp.moment(i, 'enrolled', {rows}) + interval '700 hours' END,
                               CASE WHEN pg_temp.chance(i, 'completed') < 0.3 THEN 100 ELSE pg_temp.pick(i, 'progress', 99) END,
                               CASE WHEN pg_temp.chance(i, 'begun') < 0.8 THEN pg_temp.pick(i, 'lesson', {lessonPages}) END,
                               pg_temp.moment(i, 'enrolled', {rows}) + pg_temp.pick(i, 'activity', 700) * interval '1 hour',
                               pg_temp.pick(i, 'time', 3000)
                        FROM {series} AS i
                        ON CONFLICT DO NOTHING
                        """));
    }
}
