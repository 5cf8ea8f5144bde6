-- Builds and drops wait for older transactions, and a timeout would leave an INVALID index: so none, until the end.
DO $$ BEGIN PERFORM pg_catalog.set_config(pg_catalog.concat('compositeindex.', name), setting, false), pg_catalog.set_config(name, '0', false)
    FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY ('{statement_timeout, lock_timeout, transaction_timeout}'); END $$;

-- compositeindex: create blogcat_slug_idx
-- declared by: dev.compositeindex.example.blog.BlogCategory
-- definition: CREATE INDEX blogcat_slug_idx ON blog_blogcategory (slug)
CREATE INDEX CONCURRENTLY IF NOT EXISTS blogcat_slug_idx ON blog_blogcategory (slug);

-- compositeindex: create course_cat_pub_idx
-- declared by: dev.compositeindex.example.learning.Course
-- definition: CREATE INDEX course_cat_pub_idx ON learning_course (category_id, is_published)
CREATE INDEX CONCURRENTLY IF NOT EXISTS course_cat_pub_idx ON learning_course (category_id, is_published);

-- compositeindex: create course_created_idx
-- declared by: dev.compositeindex.example.learning.Course
-- definition: CREATE INDEX course_created_idx ON learning_course (created_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS course_created_idx ON learning_course (created_at DESC);

-- compositeindex: create course_feat_created_idx
-- declared by: dev.compositeindex.example.learning.Course
-- definition: CREATE INDEX course_feat_created_idx ON learning_course (is_featured, created_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS course_feat_created_idx ON learning_course (is_featured, created_at DESC);

-- compositeindex: create course_instr_pub_idx
-- declared by: dev.compositeindex.example.learning.Course
-- definition: CREATE INDEX course_instr_pub_idx ON learning_course (instructor_id, is_published)
CREATE INDEX CONCURRENTLY IF NOT EXISTS course_instr_pub_idx ON learning_course (instructor_id, is_published);

-- compositeindex: create course_pub_diff_idx
-- declared by: dev.compositeindex.example.learning.Course
-- definition: CREATE INDEX course_pub_diff_idx ON learning_course (is_published, difficulty_level)
CREATE INDEX CONCURRENTLY IF NOT EXISTS course_pub_diff_idx ON learning_course (is_published, difficulty_level);

-- compositeindex: create enrollment_course_date_idx
-- declared by: dev.compositeindex.example.learning.CourseEnrollment
-- definition: CREATE INDEX enrollment_course_date_idx ON learning_courseenrollment (course_id, enrolled_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS enrollment_course_date_idx ON learning_courseenrollment (course_id, enrolled_at DESC);

-- compositeindex: create enrollment_user_act_idx
-- declared by: dev.compositeindex.example.learning.CourseEnrollment
-- definition: CREATE INDEX enrollment_user_act_idx ON learning_courseenrollment (user_id, last_activity DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS enrollment_user_act_idx ON learning_courseenrollment (user_id, last_activity DESC);

-- compositeindex: create enrollment_user_comp_idx
-- declared by: dev.compositeindex.example.learning.CourseEnrollment
-- definition: CREATE INDEX enrollment_user_comp_idx ON learning_courseenrollment (user_id, completed)
CREATE INDEX CONCURRENTLY IF NOT EXISTS enrollment_user_comp_idx ON learning_courseenrollment (user_id, completed);

-- compositeindex: create enrollment_user_date_idx
-- declared by: dev.compositeindex.example.learning.CourseEnrollment
-- definition: CREATE INDEX enrollment_user_date_idx ON learning_courseenrollment (user_id, enrolled_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS enrollment_user_date_idx ON learning_courseenrollment (user_id, enrolled_at DESC);

-- compositeindex: create exercise_diff_pub_idx
-- declared by: dev.compositeindex.example.learning.Exercise
-- definition: CREATE INDEX exercise_diff_pub_idx ON learning_exercise (difficulty_level, is_published)
CREATE INDEX CONCURRENTLY IF NOT EXISTS exercise_diff_pub_idx ON learning_exercise (difficulty_level, is_published);

-- compositeindex: create exercise_lesson_order_idx
-- declared by: dev.compositeindex.example.learning.Exercise
-- definition: CREATE INDEX exercise_lesson_order_idx ON learning_exercise (lesson_id, "order")
CREATE INDEX CONCURRENTLY IF NOT EXISTS exercise_lesson_order_idx ON learning_exercise (lesson_id, "order");

-- compositeindex: create exercise_lesson_pub_idx
-- declared by: dev.compositeindex.example.learning.Exercise
-- definition: CREATE INDEX exercise_lesson_pub_idx ON learning_exercise (lesson_id, is_published)
CREATE INDEX CONCURRENTLY IF NOT EXISTS exercise_lesson_pub_idx ON learning_exercise (lesson_id, is_published);

-- compositeindex: create exercise_type_pub_idx
-- declared by: dev.compositeindex.example.learning.Exercise
-- definition: CREATE INDEX exercise_type_pub_idx ON learning_exercise (exercise_type_id, is_published)
CREATE INDEX CONCURRENTLY IF NOT EXISTS exercise_type_pub_idx ON learning_exercise (exercise_type_id, is_published);

-- compositeindex: create lesson_course_order_idx
-- declared by: dev.compositeindex.example.learning.Lesson
-- definition: CREATE INDEX lesson_course_order_idx ON learning_lesson (course_id, "order")
CREATE INDEX CONCURRENTLY IF NOT EXISTS lesson_course_order_idx ON learning_lesson (course_id, "order");

-- compositeindex: create lesson_course_pub_idx
-- declared by: dev.compositeindex.example.learning.Lesson
-- definition: CREATE INDEX lesson_course_pub_idx ON learning_lesson (course_id, is_published)
CREATE INDEX CONCURRENTLY IF NOT EXISTS lesson_course_pub_idx ON learning_lesson (course_id, is_published);

-- compositeindex: create lesson_course_type_idx
-- declared by: dev.compositeindex.example.learning.Lesson
-- definition: CREATE INDEX lesson_course_type_idx ON learning_lesson (course_id, lesson_type)
CREATE INDEX CONCURRENTLY IF NOT EXISTS lesson_course_type_idx ON learning_lesson (course_id, lesson_type);

-- compositeindex: create path_creator_pub_idx
-- declared by: dev.compositeindex.example.learning.LearningPath
-- definition: CREATE INDEX path_creator_pub_idx ON learning_learningpath (creator_id, is_published)
CREATE INDEX CONCURRENTLY IF NOT EXISTS path_creator_pub_idx ON learning_learningpath (creator_id, is_published);

-- compositeindex: create path_pub_diff_idx
-- declared by: dev.compositeindex.example.learning.LearningPath
-- definition: CREATE INDEX path_pub_diff_idx ON learning_learningpath (is_published, difficulty_level)
CREATE INDEX CONCURRENTLY IF NOT EXISTS path_pub_diff_idx ON learning_learningpath (is_published, difficulty_level);

-- compositeindex: create path_pub_feat_date_idx
-- declared by: dev.compositeindex.example.learning.LearningPath
-- definition: CREATE INDEX path_pub_feat_date_idx ON learning_learningpath (is_published, is_featured, created_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS path_pub_feat_date_idx ON learning_learningpath (is_published, is_featured, created_at DESC);

-- compositeindex: create profile_created_idx
-- declared by: dev.compositeindex.example.users.UserProfile
-- definition: CREATE INDEX profile_created_idx ON users_userprofile (created_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS profile_created_idx ON users_userprofile (created_at DESC);

-- compositeindex: create profile_skill_vis_idx
-- declared by: dev.compositeindex.example.users.UserProfile
-- definition: CREATE INDEX profile_skill_vis_idx ON users_userprofile (skill_level, profile_visibility)
CREATE INDEX CONCURRENTLY IF NOT EXISTS profile_skill_vis_idx ON users_userprofile (skill_level, profile_visibility);

-- compositeindex: create profile_vis_courses_idx
-- declared by: dev.compositeindex.example.users.UserProfile
-- definition: CREATE INDEX profile_vis_courses_idx ON users_userprofile (profile_visibility, total_courses_completed DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS profile_vis_courses_idx ON users_userprofile (profile_visibility, total_courses_completed DESC);

-- compositeindex: create profile_vis_exercises_idx
-- declared by: dev.compositeindex.example.users.UserProfile
-- definition: CREATE INDEX profile_vis_exercises_idx ON users_userprofile (profile_visibility, total_exercises_solved DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS profile_vis_exercises_idx ON users_userprofile (profile_visibility, total_exercises_solved DESC);

-- compositeindex: create progress_lesson_comp_idx
-- declared by: dev.compositeindex.example.learning.UserProgress
-- definition: CREATE INDEX progress_lesson_comp_idx ON learning_userprogress (lesson_id, completed)
CREATE INDEX CONCURRENTLY IF NOT EXISTS progress_lesson_comp_idx ON learning_userprogress (lesson_id, completed);

-- compositeindex: create progress_user_access_idx
-- declared by: dev.compositeindex.example.learning.UserProgress
-- definition: CREATE INDEX progress_user_access_idx ON learning_userprogress (user_id, last_accessed DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS progress_user_access_idx ON learning_userprogress (user_id, last_accessed DESC);

-- compositeindex: create progress_user_book_idx
-- declared by: dev.compositeindex.example.learning.UserProgress
-- definition: CREATE INDEX progress_user_book_idx ON learning_userprogress (user_id, bookmarked)
CREATE INDEX CONCURRENTLY IF NOT EXISTS progress_user_book_idx ON learning_userprogress (user_id, bookmarked);

-- compositeindex: create progress_user_comp_idx
-- declared by: dev.compositeindex.example.learning.UserProgress
-- definition: CREATE INDEX progress_user_comp_idx ON learning_userprogress (user_id, completed)
CREATE INDEX CONCURRENTLY IF NOT EXISTS progress_user_comp_idx ON learning_userprogress (user_id, completed);

-- compositeindex: create session_lesson_start_idx
-- declared by: dev.compositeindex.example.learning.StudySession
-- definition: CREATE INDEX session_lesson_start_idx ON learning_studysession (lesson_id, started_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS session_lesson_start_idx ON learning_studysession (lesson_id, started_at DESC);

-- compositeindex: create session_user_comp_idx
-- declared by: dev.compositeindex.example.learning.StudySession
-- definition: CREATE INDEX session_user_comp_idx ON learning_studysession (user_id, completed_lesson)
CREATE INDEX CONCURRENTLY IF NOT EXISTS session_user_comp_idx ON learning_studysession (user_id, completed_lesson);

-- compositeindex: create session_user_lesson_idx
-- declared by: dev.compositeindex.example.learning.StudySession
-- definition: CREATE INDEX session_user_lesson_idx ON learning_studysession (user_id, lesson_id, started_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS session_user_lesson_idx ON learning_studysession (user_id, lesson_id, started_at DESC);

-- compositeindex: create session_user_start_idx
-- declared by: dev.compositeindex.example.learning.StudySession
-- definition: CREATE INDEX session_user_start_idx ON learning_studysession (user_id, started_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS session_user_start_idx ON learning_studysession (user_id, started_at DESC);

-- compositeindex: create trustlevel_level_likes_idx
-- declared by: dev.compositeindex.example.forum.TrustLevel
-- definition: CREATE INDEX trustlevel_level_likes_idx ON forum_integration_trustlevel (level, likes_received DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS trustlevel_level_likes_idx ON forum_integration_trustlevel (level, likes_received DESC);

-- compositeindex: create trustlevel_level_posts_idx
-- declared by: dev.compositeindex.example.forum.TrustLevel
-- definition: CREATE INDEX trustlevel_level_posts_idx ON forum_integration_trustlevel (level, posts_created DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS trustlevel_level_posts_idx ON forum_integration_trustlevel (level, posts_created DESC);

-- compositeindex: create trustlevel_posts_idx
-- declared by: dev.compositeindex.example.forum.TrustLevel
-- definition: CREATE INDEX trustlevel_posts_idx ON forum_integration_trustlevel (posts_created DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS trustlevel_posts_idx ON forum_integration_trustlevel (posts_created DESC);

-- compositeindex: create wgtl_enroll_course_date_idx
-- declared by: dev.compositeindex.example.blog.WagtailCourseEnrollment
-- definition: CREATE INDEX wgtl_enroll_course_date_idx ON blog_wagtailcourseenrollment (course_id, enrolled_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS wgtl_enroll_course_date_idx ON blog_wagtailcourseenrollment (course_id, enrolled_at DESC);

-- compositeindex: create wgtl_enroll_user_act_idx
-- declared by: dev.compositeindex.example.blog.WagtailCourseEnrollment
-- definition: CREATE INDEX wgtl_enroll_user_act_idx ON blog_wagtailcourseenrollment (user_id, last_activity DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS wgtl_enroll_user_act_idx ON blog_wagtailcourseenrollment (user_id, last_activity DESC);

-- compositeindex: create wgtl_enroll_user_comp_idx
-- declared by: dev.compositeindex.example.blog.WagtailCourseEnrollment
-- definition: CREATE INDEX wgtl_enroll_user_comp_idx ON blog_wagtailcourseenrollment (user_id, completed)
CREATE INDEX CONCURRENTLY IF NOT EXISTS wgtl_enroll_user_comp_idx ON blog_wagtailcourseenrollment (user_id, completed);

-- compositeindex: create wgtl_enroll_user_date_idx
-- declared by: dev.compositeindex.example.blog.WagtailCourseEnrollment
-- definition: CREATE INDEX wgtl_enroll_user_date_idx ON blog_wagtailcourseenrollment (user_id, enrolled_at DESC)
CREATE INDEX CONCURRENTLY IF NOT EXISTS wgtl_enroll_user_date_idx ON blog_wagtailcourseenrollment (user_id, enrolled_at DESC);

DO $$ DECLARE problems pg_catalog.text := ( -- IF NOT EXISTS is content with whatever bears the name, IF EXISTS with nothing
    SELECT pg_catalog.string_agg(pg_catalog.concat(b.name, CASE WHEN c.oid IS NULL THEN ' does not exist' WHEN i.indrelid IS NULL THEN ' is no index'
               WHEN i.indrelid OPERATOR(pg_catalog.=) t.oid THEN CASE WHEN i.indisvalid AND i.indisready THEN ' was built when nothing recorded it' ELSE ' is INVALID' END ELSE pg_catalog.concat(' is an index of ', i.indrelid::pg_catalog.regclass) END), ', ')
      FROM (VALUES
        ('blogcat_slug_idx', 'blog_blogcategory'::pg_catalog.regclass),
        ('course_cat_pub_idx', 'learning_course'),
        ('course_created_idx', 'learning_course'),
        ('course_feat_created_idx', 'learning_course'),
        ('course_instr_pub_idx', 'learning_course'),
        ('course_pub_diff_idx', 'learning_course'),
        ('enrollment_course_date_idx', 'learning_courseenrollment'),
        ('enrollment_user_act_idx', 'learning_courseenrollment'),
        ('enrollment_user_comp_idx', 'learning_courseenrollment'),
        ('enrollment_user_date_idx', 'learning_courseenrollment'),
        ('exercise_diff_pub_idx', 'learning_exercise'),
        ('exercise_lesson_order_idx', 'learning_exercise'),
        ('exercise_lesson_pub_idx', 'learning_exercise'),
        ('exercise_type_pub_idx', 'learning_exercise'),
        ('lesson_course_order_idx', 'learning_lesson'),
        ('lesson_course_pub_idx', 'learning_lesson'),
        ('lesson_course_type_idx', 'learning_lesson'),
        ('path_creator_pub_idx', 'learning_learningpath'),
        ('path_pub_diff_idx', 'learning_learningpath'),
        ('path_pub_feat_date_idx', 'learning_learningpath'),
        ('profile_created_idx', 'users_userprofile'),
        ('profile_skill_vis_idx', 'users_userprofile'),
        ('profile_vis_courses_idx', 'users_userprofile'),
        ('profile_vis_exercises_idx', 'users_userprofile'),
        ('progress_lesson_comp_idx', 'learning_userprogress'),
        ('progress_user_access_idx', 'learning_userprogress'),
        ('progress_user_book_idx', 'learning_userprogress'),
        ('progress_user_comp_idx', 'learning_userprogress'),
        ('session_lesson_start_idx', 'learning_studysession'),
        ('session_user_comp_idx', 'learning_studysession'),
        ('session_user_lesson_idx', 'learning_studysession'),
        ('session_user_start_idx', 'learning_studysession'),
        ('trustlevel_level_likes_idx', 'forum_integration_trustlevel'),
        ('trustlevel_level_posts_idx', 'forum_integration_trustlevel'),
        ('trustlevel_posts_idx', 'forum_integration_trustlevel'),
        ('wgtl_enroll_course_date_idx', 'blog_wagtailcourseenrollment'),
        ('wgtl_enroll_user_act_idx', 'blog_wagtailcourseenrollment'),
        ('wgtl_enroll_user_comp_idx', 'blog_wagtailcourseenrollment'),
        ('wgtl_enroll_user_date_idx', 'blog_wagtailcourseenrollment')
      ) b (name, target) JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) b.target
      LEFT JOIN pg_catalog.pg_class c ON (c.relnamespace, c.relname) OPERATOR(pg_catalog.=) (t.relnamespace, b.name) LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
     WHERE (i.indrelid OPERATOR(pg_catalog.=) t.oid AND i.indisvalid AND i.indisready AND pg_catalog.strpos(pg_catalog.concat(pg_catalog.obj_description(c.oid, 'pg_class')), 'CompositeIndex: not recorded, ') OPERATOR(pg_catalog.=) 0) IS NOT TRUE);
BEGIN IF problems IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = pg_catalog.concat('not as recorded: ', problems),
        HINT = 'What is INVALID, and built by nobody (see pg_stat_progress_create_index), or was built when nothing recorded it: DROP INDEX CONCURRENTLY. What else bears such a name: rename it. Then: flyway repair'; END IF;
END $$;

DO $$ BEGIN PERFORM pg_catalog.set_config(name, pg_catalog.current_setting(pg_catalog.concat('compositeindex.', name)), false)
    FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY ('{statement_timeout, lock_timeout, transaction_timeout}'); END $$;
