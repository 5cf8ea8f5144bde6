package dev.compositeindex.example.learning;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;

/** An exercise of a lesson. */
@IndexedTable("learning_exercise")
@CompositeIndex(
        name = "exercise_lesson_order_idx",
        fields = {"lessonId", "order"})
@CompositeIndex(
        name = "exercise_lesson_pub_idx",
        fields = {"lessonId", "isPublished"})
@CompositeIndex(
        name = "exercise_diff_pub_idx",
        fields = {"difficultyLevel", "isPublished"})
@CompositeIndex(
        name = "exercise_type_pub_idx",
        fields = {"exerciseTypeId", "isPublished"})
public record Exercise(
        long id,
        String title,
        String slug,
        String description,
        long lessonId,
        long exerciseTypeId,
        long programmingLanguageId,
        String difficultyLevel,
        int points,
        boolean isPublished,
        int order,
        int totalSubmissions,
        int successfulSubmissions,
        Instant createdAt,
        Instant updatedAt) {}
