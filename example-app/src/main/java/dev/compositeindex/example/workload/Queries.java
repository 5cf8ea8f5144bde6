package dev.compositeindex.example.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The twenty queries of the learning community. Their parameters fit the sample data: a user, a course, a category of
 * middling size; a difficulty that is rare, since for a common one the first rows of the table hold enough hits and
 * PostgreSQL rightly reads those.
 */
public final class Queries {

    private static final String RARE_DIFFICULTY = "expert";
    private static final long CATEGORY = 9;
    private static final long INSTRUCTOR = 5;
    private static final long COURSE = 7;
    private static final long LESSON = 4;
    private static final long STUDENT = 10;
    private static final long LESSON_OF_STUDENT = STUDENT * 7 + 6;
    private static final int TRUSTED = 3;

    private Queries() {}

    /** All of them, in order. */
    public static List<Query> all() {
        Builder queries = new Builder();
        queries.add(
                "published courses of a difficulty",
                "learning_course",
                Set.of("course_pub_diff_idx"),
                "SELECT * FROM learning_course WHERE is_published AND difficulty_level = ? LIMIT 10",
                RARE_DIFFICULTY);
        queries.add(
                "newest featured courses",
                "learning_course",
                Set.of("course_feat_created_idx"),
                "SELECT * FROM learning_course WHERE is_featured ORDER BY created_at DESC LIMIT 5");
        queries.add(
                "newest published courses of a category",
                "learning_course",
                Set.of("course_cat_pub_idx"),
                "SELECT * FROM learning_course WHERE category_id = ? AND is_published ORDER BY created_at DESC LIMIT 20",
                CATEGORY);
        queries.add(
                "published courses of an instructor",
                "learning_course",
                Set.of("course_instr_pub_idx"),
                "SELECT * FROM learning_course WHERE instructor_id = ? AND is_published",
                INSTRUCTOR);
        queries.add(
                "newest courses",
                "learning_course",
                Set.of("course_created_idx"),
                "SELECT * FROM learning_course ORDER BY created_at DESC LIMIT 20");
        queries.add(
                "published lessons of a course, in order",
                "learning_lesson",
                Set.of("lesson_course_pub_idx", "lesson_course_order_idx"),
                "SELECT * FROM learning_lesson WHERE course_id = ? AND is_published ORDER BY \"order\"",
                COURSE);
        queries.add(
                "next lesson of a course",
                "learning_lesson",
                Set.of("lesson_course_order_idx"),
                "SELECT * FROM learning_lesson WHERE course_id = ? AND \"order\" > ? ORDER BY \"order\" LIMIT 1",
                COURSE,
                3);
        queries.add(
                "published exercises of a lesson, in order",
                "learning_exercise",
                Set.of("exercise_lesson_pub_idx", "exercise_lesson_order_idx"),
                "SELECT * FROM learning_exercise WHERE lesson_id = ? AND is_published ORDER BY \"order\"",
                LESSON);
        queries.add(
                "published exercises of a difficulty",
                "learning_exercise",
                Set.of("exercise_diff_pub_idx"),
                "SELECT * FROM learning_exercise WHERE difficulty_level = ? AND is_published LIMIT 12",
                RARE_DIFFICULTY);
        queries.add(
                "newest enrolments of a user",
                "learning_courseenrollment",
                Set.of("enrollment_user_date_idx"),
                "SELECT * FROM learning_courseenrollment WHERE user_id = ? ORDER BY enrolled_at DESC LIMIT 20",
                STUDENT);
        queries.add(
                "number of courses a user completed",
                "learning_courseenrollment",
                Set.of("enrollment_user_comp_idx"),
                "SELECT count(*) FROM learning_courseenrollment WHERE user_id = ? AND completed",
                STUDENT);
        queries.add(
                "newest enrolments in a course",
                "learning_courseenrollment",
                Set.of("enrollment_course_date_idx"),
                "SELECT * FROM learning_courseenrollment WHERE course_id = ? ORDER BY enrolled_at DESC LIMIT 20",
                COURSE);
        queries.add(
                "lessons a user opened last",
                "learning_userprogress",
                Set.of("progress_user_access_idx"),
                "SELECT * FROM learning_userprogress WHERE user_id = ? ORDER BY last_accessed DESC LIMIT 20",
                STUDENT);
        queries.add(
                "number of users who completed a lesson",
                "learning_userprogress",
                Set.of("progress_lesson_comp_idx"),
                "SELECT count(*) FROM learning_userprogress WHERE lesson_id = ? AND completed",
                LESSON);
        queries.add(
                "newest featured learning paths",
                "learning_learningpath",
                Set.of("path_pub_feat_date_idx"),
                "SELECT * FROM learning_learningpath WHERE is_published AND is_featured ORDER BY created_at DESC LIMIT 20");
        queries.add(
                "last sessions of a user with a lesson",
                "learning_studysession",
                Set.of("session_user_lesson_idx"),
                "SELECT * FROM learning_studysession WHERE user_id = ? AND lesson_id = ? ORDER BY started_at DESC LIMIT 10",
                STUDENT,
                LESSON_OF_STUDENT);
        queries.add(
                "page courses a user was last active in",
                "blog_wagtailcourseenrollment",
                Set.of("wgtl_enroll_user_act_idx"),
                "SELECT * FROM blog_wagtailcourseenrollment WHERE user_id = ? ORDER BY last_activity DESC LIMIT 10",
                STUDENT);
        queries.add(
                "public profiles with most courses",
                "users_userprofile",
                Set.of("profile_vis_courses_idx"),
                "SELECT * FROM users_userprofile WHERE profile_visibility = 'public'"
                        + " ORDER BY total_courses_completed DESC LIMIT 10");
        queries.add(
                "most active members of a trust level",
                "forum_integration_trustlevel",
                Set.of("trustlevel_level_posts_idx"),
                "SELECT * FROM forum_integration_trustlevel WHERE level = ? ORDER BY posts_created DESC LIMIT 10",
                TRUSTED);
        queries.add(
                "most active members",
                "forum_integration_trustlevel",
                Set.of("trustlevel_posts_idx"),
                "SELECT * FROM forum_integration_trustlevel ORDER BY posts_created DESC LIMIT 10");
        return queries.all;
    }

    private static final class Builder {
        private final List<Query> all = new ArrayList<>();

        void add(String title, String table, Set<String> expectedIndexes, String sql, Object... parameters) {
            all.add(new Query(all.size() + 1, title, table, expectedIndexes, sql, List.of(parameters)));
        }
    }
}
