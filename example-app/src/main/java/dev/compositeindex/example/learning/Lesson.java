package dev.compositeindex.example.learning;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;

/** A lesson of a course, at its place in the order. */
@IndexedTable("learning_lesson")
@CompositeIndex(
        name = "lesson_course_order_idx",
        fields = {"courseId", "order"})
@CompositeIndex(
        name = "lesson_course_pub_idx",
        fields = {"courseId", "isPublished"})
@CompositeIndex(
        name = "lesson_course_type_idx",
        fields = {"courseId", "lessonType"})
public record Lesson(
        long id,
        String title,
        String slug,
        String description,
        long courseId,
        String content,
        String structuredContent,
        String lessonType,
        String difficultyLevel,
        int order,
        int estimatedDuration,
        boolean isPublished,
        boolean isFree,
        Instant createdAt,
        Instant updatedAt) {}
