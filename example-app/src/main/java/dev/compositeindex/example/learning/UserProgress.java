package dev.compositeindex.example.learning;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a user has come in a lesson. */
@IndexedTable("learning_userprogress")
@CompositeIndex(
        name = "progress_user_comp_idx",
        fields = {"userId", "completed"})
@CompositeIndex(
        name = "progress_user_access_idx",
        fields = {"userId", "lastAccessed DESC"})
@CompositeIndex(
        name = "progress_lesson_comp_idx",
        fields = {"lessonId", "completed"})
@CompositeIndex(
        name = "progress_user_book_idx",
        fields = {"userId", "bookmarked"})
public record UserProgress(
        long id,
        long userId,
        long lessonId,
        boolean started,
        boolean completed,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        Instant lastAccessed,
        int timeSpent,
        String notes,
        boolean bookmarked) {}
