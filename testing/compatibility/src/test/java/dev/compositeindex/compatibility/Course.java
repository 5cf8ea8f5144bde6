package dev.compositeindex.compatibility;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;

/** A plain index, a unique one and a partial one: recorded in {@code db/migration}, one by one. */
@IndexedTable("learning_course")
@CompositeIndex(
        name = "course_pub_diff_idx",
        fields = {"difficultyLevel", "isPublished"})
@CompositeIndex(name = "course_title_idx", fields = "title", unique = true)
@CompositeIndex(name = "course_diff_idx", fields = "difficultyLevel", where = "{isPublished}")
record Course(long id, String title, boolean isPublished, String difficultyLevel) {}
