package dev.compositeindex.example.learning;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stretch of time that a user spent on a lesson. */
@IndexedTable("learning_studysession")
@CompositeIndex(
        name = "session_user_start_idx",
        fields = {"userId", "startedAt DESC"})
@CompositeIndex(
        name = "session_lesson_start_idx",
        fields = {"lessonId", "startedAt DESC"})
@CompositeIndex(
        name = "session_user_lesson_idx",
        fields = {"userId", "lessonId", "startedAt DESC"})
@CompositeIndex(
        name = "session_user_comp_idx",
        fields = {"userId", "completedLesson"})
public record StudySession(
        long id,
        long userId,
        long lessonId,
        Instant startedAt,
        @Nullable Instant endedAt,
        int duration,
        boolean completedLesson,
        String notesTaken) {}
