package dev.compositeindex.example.learning;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user's place in a course, and how far it has come. */
@IndexedTable("learning_courseenrollment")
@CompositeIndex(
        name = "enrollment_user_date_idx",
        fields = {"userId", "enrolledAt DESC"})
@CompositeIndex(
        name = "enrollment_user_comp_idx",
        fields = {"userId", "completed"})
@CompositeIndex(
        name = "enrollment_course_date_idx",
        fields = {"courseId", "enrolledAt DESC"})
@CompositeIndex(
        name = "enrollment_user_act_idx",
        fields = {"userId", "lastActivity DESC"})
public record CourseEnrollment(
        long id,
        long userId,
        long courseId,
        Instant enrolledAt,
        boolean completed,
        @Nullable Instant completedAt,
        int progressPercentage,
        @Nullable Long lastAccessedLessonId,
        Instant lastActivity,
        int totalTimeSpent) {}
