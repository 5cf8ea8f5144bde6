package dev.compositeindex.registry;

/** The direction of a key. */
public enum SortOrder {
    /** Smallest first, PostgreSQL's default. */
    ASC,
    /** Largest first. */
    DESC
}
