package dev.compositeindex.example.learning;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A course of the catalogue. */
@SuppressWarnings("compositeindex:leading-boolean") // as the case has them; partial indexes would be smaller
@IndexedTable("learning_course")
@CompositeIndex(
        name = "course_pub_diff_idx",
        fields = {"isPublished", "difficultyLevel"})
@CompositeIndex(
        name = "course_feat_created_idx",
        fields = {"isFeatured", "createdAt DESC"})
@CompositeIndex(
        name = "course_cat_pub_idx",
        fields = {"categoryId", "isPublished"})
@CompositeIndex(
        name = "course_instr_pub_idx",
        fields = {"instructorId", "isPublished"})
@CompositeIndex(name = "course_created_idx", fields = "createdAt DESC")
public record Course(
        long id,
        String title,
        String slug,
        String description,
        String shortDescription,
        long categoryId,
        long instructorId,
        String difficultyLevel,
        int estimatedDuration,
        boolean isPublished,
        boolean isFeatured,
        boolean isFree,
        BigDecimal price,
        int totalLessons,
        int totalEnrollments,
        BigDecimal averageRating,
        int totalReviews,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant publishedAt) {}
