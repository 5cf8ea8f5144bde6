package dev.compositeindex.example.learning;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;

/** A curated way through several courses. */
@SuppressWarnings("compositeindex:leading-boolean") // as the case has them; partial indexes would be smaller
@IndexedTable("learning_learningpath")
@CompositeIndex(
        name = "path_pub_feat_date_idx",
        fields = {"isPublished", "isFeatured", "createdAt DESC"})
@CompositeIndex(
        name = "path_pub_diff_idx",
        fields = {"isPublished", "difficultyLevel"})
@CompositeIndex(
        name = "path_creator_pub_idx",
        fields = {"creatorId", "isPublished"})
public record LearningPath(
        long id,
        String title,
        String slug,
        String description,
        long creatorId,
        String difficultyLevel,
        int estimatedDuration,
        boolean isPublished,
        boolean isFeatured,
        Instant createdAt,
        Instant updatedAt) {}
