package dev.compositeindex.example.blog;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user's place in a course that lives in the content management system, whose keys are integers. */
@IndexedTable("blog_wagtailcourseenrollment")
@CompositeIndex(
        name = "wgtl_enroll_user_date_idx",
        fields = {"userId", "enrolledAt DESC"})
@CompositeIndex(
        name = "wgtl_enroll_user_comp_idx",
        fields = {"userId", "completed"})
@CompositeIndex(
        name = "wgtl_enroll_course_date_idx",
        fields = {"courseId", "enrolledAt DESC"})
@CompositeIndex(
        name = "wgtl_enroll_user_act_idx",
        fields = {"userId", "lastActivity DESC"})
public record WagtailCourseEnrollment(
        long id,
        long userId,
        int courseId,
        Instant enrolledAt,
        boolean completed,
        @Nullable Instant completedAt,
        int progressPercentage,
        @Nullable Integer lastAccessedLessonId,
        Instant lastActivity,
        int totalTimeSpent) {}
