package dev.compositeindex.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The declared indexes are those of the real case, name by name and key by key. */
class DeclaredIndexesTest {

    private static final String PACKAGE = "dev.compositeindex.example.";

    @Test
    void areTheThirtyNineOfTheCase() {
        List<IndexDefinition> declared = IndexRegistry.load().indexes();

        assertThat(declared.stream().map(DeclaredIndexesTest::line)).containsExactlyInAnyOrderElementsOf(theCase());
        assertThat(declared).hasSize(39).allSatisfy(index -> {
            assertThat(index.unique()).isFalse();
            assertThat(index.where()).isEmpty();
            assertThat(index.include()).isEmpty();
            assertThat(index.schema()).isEmpty();
        });
    }

    private static String line(IndexDefinition index) {
        return "%s: %s".formatted(index.declaredBy(), index.definition());
    }

    private static List<String> theCase() {
        return Stream.of(
                        index(
                                "learning.Course",
                                "course_pub_diff_idx",
                                "learning_course (is_published, difficulty_level)"),
                        index(
                                "learning.Course",
                                "course_feat_created_idx",
                                "learning_course (is_featured, created_at DESC)"),
                        index("learning.Course", "course_cat_pub_idx", "learning_course (category_id, is_published)"),
                        index(
                                "learning.Course",
                                "course_instr_pub_idx",
                                "learning_course (instructor_id, is_published)"),
                        index("learning.Course", "course_created_idx", "learning_course (created_at DESC)"),
                        index("learning.Lesson", "lesson_course_order_idx", "learning_lesson (course_id, \"order\")"),
                        index("learning.Lesson", "lesson_course_pub_idx", "learning_lesson (course_id, is_published)"),
                        index("learning.Lesson", "lesson_course_type_idx", "learning_lesson (course_id, lesson_type)"),
                        index(
                                "learning.Exercise",
                                "exercise_lesson_order_idx",
                                "learning_exercise (lesson_id, \"order\")"),
                        index(
                                "learning.Exercise",
                                "exercise_lesson_pub_idx",
                                "learning_exercise (lesson_id, is_published)"),
                        index(
                                "learning.Exercise",
                                "exercise_diff_pub_idx",
                                "learning_exercise (difficulty_level, is_published)"),
                        index(
                                "learning.Exercise",
                                "exercise_type_pub_idx",
                                "learning_exercise (exercise_type_id, is_published)"),
                        index(
                                "learning.CourseEnrollment",
                                "enrollment_user_date_idx",
                                "learning_courseenrollment (user_id, enrolled_at DESC)"),
                        index(
                                "learning.CourseEnrollment",
                                "enrollment_user_comp_idx",
                                "learning_courseenrollment (user_id, completed)"),
                        index(
                                "learning.CourseEnrollment",
                                "enrollment_course_date_idx",
                                "learning_courseenrollment (course_id, enrolled_at DESC)"),
                        index(
                                "learning.CourseEnrollment",
                                "enrollment_user_act_idx",
                                "learning_courseenrollment (user_id, last_activity DESC)"),
                        index(
                                "learning.UserProgress",
                                "progress_user_comp_idx",
                                "learning_userprogress (user_id, completed)"),
                        index(
                                "learning.UserProgress",
                                "progress_user_access_idx",
                                "learning_userprogress (user_id, last_accessed DESC)"),
                        index(
                                "learning.UserProgress",
                                "progress_lesson_comp_idx",
                                "learning_userprogress (lesson_id, completed)"),
                        index(
                                "learning.UserProgress",
                                "progress_user_book_idx",
                                "learning_userprogress (user_id, bookmarked)"),
                        index(
                                "learning.LearningPath",
                                "path_pub_feat_date_idx",
                                "learning_learningpath (is_published, is_featured, created_at DESC)"),
                        index(
                                "learning.LearningPath",
                                "path_pub_diff_idx",
                                "learning_learningpath (is_published, difficulty_level)"),
                        index(
                                "learning.LearningPath",
                                "path_creator_pub_idx",
                                "learning_learningpath (creator_id, is_published)"),
                        index(
                                "learning.StudySession",
                                "session_user_start_idx",
                                "learning_studysession (user_id, started_at DESC)"),
                        index(
                                "learning.StudySession",
                                "session_lesson_start_idx",
                                "learning_studysession (lesson_id, started_at DESC)"),
                        index(
                                "learning.StudySession",
                                "session_user_lesson_idx",
                                "learning_studysession (user_id, lesson_id, started_at DESC)"),
                        index(
                                "learning.StudySession",
                                "session_user_comp_idx",
                                "learning_studysession (user_id, completed_lesson)"),
                        index("blog.BlogCategory", "blogcat_slug_idx", "blog_blogcategory (slug)"),
                        index(
                                "blog.WagtailCourseEnrollment",
                                "wgtl_enroll_user_date_idx",
                                "blog_wagtailcourseenrollment (user_id, enrolled_at DESC)"),
                        index(
                                "blog.WagtailCourseEnrollment",
                                "wgtl_enroll_user_comp_idx",
                                "blog_wagtailcourseenrollment (user_id, completed)"),
                        index(
                                "blog.WagtailCourseEnrollment",
                                "wgtl_enroll_course_date_idx",
                                "blog_wagtailcourseenrollment (course_id, enrolled_at DESC)"),
                        index(
                                "blog.WagtailCourseEnrollment",
                                "wgtl_enroll_user_act_idx",
                                "blog_wagtailcourseenrollment (user_id, last_activity DESC)"),
                        index(
                                "users.UserProfile",
                                "profile_skill_vis_idx",
                                "users_userprofile (skill_level, profile_visibility)"),
                        index(
                                "users.UserProfile",
                                "profile_vis_courses_idx",
                                "users_userprofile (profile_visibility, total_courses_completed DESC)"),
                        index(
                                "users.UserProfile",
                                "profile_vis_exercises_idx",
                                "users_userprofile (profile_visibility, total_exercises_solved DESC)"),
                        index("users.UserProfile", "profile_created_idx", "users_userprofile (created_at DESC)"),
                        index(
                                "forum.TrustLevel",
                                "trustlevel_level_posts_idx",
                                "forum_integration_trustlevel (level, posts_created DESC)"),
                        index(
                                "forum.TrustLevel",
                                "trustlevel_level_likes_idx",
                                "forum_integration_trustlevel (level, likes_received DESC)"),
                        index(
                                "forum.TrustLevel",
                                "trustlevel_posts_idx",
                                "forum_integration_trustlevel (posts_created DESC)"))
                .toList();
    }

    private static String index(String declaredBy, String name, String tableAndKeys) {
        return "%s%s: CREATE INDEX %s ON %s".formatted(PACKAGE, declaredBy, name, tableAndKeys);
    }
}
