-- The tables of the learning community. The indexes are not here: they are declared on the classes.

CREATE TABLE users_user (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username varchar(150) NOT NULL UNIQUE
);

CREATE TABLE users_userprofile (
    id                      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id                 bigint      NOT NULL UNIQUE REFERENCES users_user,
    skill_level             varchar(20) NOT NULL,
    total_courses_completed integer     NOT NULL,
    total_exercises_solved  integer     NOT NULL,
    total_study_hours       integer     NOT NULL,
    current_streak          integer     NOT NULL,
    longest_streak          integer     NOT NULL,
    followers_count         integer     NOT NULL,
    following_count         integer     NOT NULL,
    profile_visibility      varchar(20) NOT NULL,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL
);

CREATE TABLE learning_category (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name varchar(100) NOT NULL,
    slug varchar(50)  NOT NULL UNIQUE
);

CREATE TABLE learning_exercisetype (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name varchar(50) NOT NULL
);

CREATE TABLE learning_programminglanguage (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name varchar(50) NOT NULL
);

CREATE TABLE learning_course (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title              varchar(200)   NOT NULL,
    slug               varchar(50)    NOT NULL UNIQUE,
    description        text           NOT NULL,
    short_description  varchar(250)   NOT NULL,
    category_id        bigint         NOT NULL REFERENCES learning_category,
    instructor_id      bigint         NOT NULL REFERENCES users_user,
    difficulty_level   varchar(20)    NOT NULL,
    estimated_duration integer        NOT NULL,
    is_published       boolean        NOT NULL,
    is_featured        boolean        NOT NULL,
    is_free            boolean        NOT NULL,
    price              numeric(10, 2) NOT NULL,
    total_lessons      integer        NOT NULL,
    total_enrollments  integer        NOT NULL,
    average_rating     numeric(3, 2)  NOT NULL,
    total_reviews      integer        NOT NULL,
    created_at         timestamptz    NOT NULL,
    updated_at         timestamptz    NOT NULL,
    published_at       timestamptz
);

CREATE TABLE learning_lesson (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title              varchar(200) NOT NULL,
    slug               varchar(50)  NOT NULL,
    description        text         NOT NULL,
    course_id          bigint       NOT NULL REFERENCES learning_course,
    content            text         NOT NULL,
    structured_content jsonb        NOT NULL,
    lesson_type        varchar(20)  NOT NULL,
    difficulty_level   varchar(20)  NOT NULL,
    "order"            integer      NOT NULL,
    estimated_duration integer      NOT NULL,
    is_published       boolean      NOT NULL,
    is_free            boolean      NOT NULL,
    created_at         timestamptz  NOT NULL,
    updated_at         timestamptz  NOT NULL,
    UNIQUE (course_id, slug)
);

CREATE TABLE learning_exercise (
    id                      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title                   varchar(200) NOT NULL,
    slug                    varchar(50)  NOT NULL UNIQUE,
    description             text         NOT NULL,
    lesson_id               bigint       NOT NULL REFERENCES learning_lesson,
    exercise_type_id        bigint       NOT NULL REFERENCES learning_exercisetype,
    programming_language_id bigint       NOT NULL REFERENCES learning_programminglanguage,
    difficulty_level        varchar(20)  NOT NULL,
    points                  integer      NOT NULL,
    is_published            boolean      NOT NULL,
    "order"                 integer      NOT NULL,
    total_submissions       integer      NOT NULL,
    successful_submissions  integer      NOT NULL,
    created_at              timestamptz  NOT NULL,
    updated_at              timestamptz  NOT NULL,
    UNIQUE (lesson_id, slug)
);

CREATE TABLE learning_courseenrollment (
    id                      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id                 bigint      NOT NULL REFERENCES users_user,
    course_id               bigint      NOT NULL REFERENCES learning_course,
    enrolled_at             timestamptz NOT NULL,
    completed               boolean     NOT NULL,
    completed_at            timestamptz,
    progress_percentage     integer     NOT NULL,
    last_accessed_lesson_id bigint REFERENCES learning_lesson,
    last_activity           timestamptz NOT NULL,
    total_time_spent        integer     NOT NULL,
    UNIQUE (user_id, course_id)
);

CREATE TABLE learning_userprogress (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id       bigint      NOT NULL REFERENCES users_user,
    lesson_id     bigint      NOT NULL REFERENCES learning_lesson,
    started       boolean     NOT NULL,
    completed     boolean     NOT NULL,
    started_at    timestamptz,
    completed_at  timestamptz,
    last_accessed timestamptz NOT NULL,
    time_spent    integer     NOT NULL,
    notes         text        NOT NULL,
    bookmarked    boolean     NOT NULL,
    UNIQUE (user_id, lesson_id)
);

CREATE TABLE learning_learningpath (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title              varchar(200) NOT NULL,
    slug               varchar(50)  NOT NULL UNIQUE,
    description        text         NOT NULL,
    creator_id         bigint       NOT NULL REFERENCES users_user,
    difficulty_level   varchar(20)  NOT NULL,
    estimated_duration integer      NOT NULL,
    is_published       boolean      NOT NULL,
    is_featured        boolean      NOT NULL,
    created_at         timestamptz  NOT NULL,
    updated_at         timestamptz  NOT NULL
);

CREATE TABLE learning_studysession (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id          bigint      NOT NULL REFERENCES users_user,
    lesson_id        bigint      NOT NULL REFERENCES learning_lesson,
    started_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    duration         integer     NOT NULL,
    completed_lesson boolean     NOT NULL,
    notes_taken      text        NOT NULL
);

CREATE TABLE blog_blogcategory (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        varchar(100) NOT NULL,
    slug        varchar(50)  NOT NULL UNIQUE,
    description text         NOT NULL,
    color       varchar(7)   NOT NULL
);

-- Pages of the content management system, whose keys are integers.

CREATE TABLE blog_coursepage (
    id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title varchar(255) NOT NULL
);

CREATE TABLE blog_lessonpage (
    id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title varchar(255) NOT NULL
);

CREATE TABLE blog_wagtailcourseenrollment (
    id                      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id                 bigint      NOT NULL REFERENCES users_user,
    course_id               integer     NOT NULL REFERENCES blog_coursepage,
    enrolled_at             timestamptz NOT NULL,
    completed               boolean     NOT NULL,
    completed_at            timestamptz,
    progress_percentage     integer     NOT NULL,
    last_accessed_lesson_id integer REFERENCES blog_lessonpage,
    last_activity           timestamptz NOT NULL,
    total_time_spent        integer     NOT NULL,
    UNIQUE (user_id, course_id)
);

CREATE TABLE forum_integration_trustlevel (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id         bigint      NOT NULL UNIQUE REFERENCES users_user,
    level           integer     NOT NULL,
    posts_read      integer     NOT NULL,
    topics_viewed   integer     NOT NULL,
    posts_created   integer     NOT NULL,
    topics_created  integer     NOT NULL,
    likes_given     integer     NOT NULL,
    likes_received  integer     NOT NULL,
    days_visited    integer     NOT NULL,
    last_visit_date date,
    last_calculated timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
