package dev.compositeindex.example.blog;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;

/** A heading under which articles are filed. */
@IndexedTable("blog_blogcategory")
@CompositeIndex(name = "blogcat_slug_idx", fields = "slug")
public record BlogCategory(long id, String name, String slug, String description, String color) {}
