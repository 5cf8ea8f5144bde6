package com.acme.learning;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;

@IndexedTable("learning_course")
@CompositeIndex(name = "course_pub_diff_idx", fields = {"isPublished", "difficultyLevel"})
@CompositeIndex(name = "course_feat_created_idx", fields = {"isFeatured", "createdAt DESC"})
@CompositeIndex(fields = "slug", unique = true, where = "{isPublished}   AND\n {difficultyLevel} <> 'a  {b}'", include = "title")
public record Course(
        long id,
        String title,
        String slug,
        boolean isPublished,
        boolean isFeatured,
        String difficultyLevel,
        Instant createdAt) {}
