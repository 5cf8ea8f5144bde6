package dev.compositeindex.registry;

/** Where a key puts nulls. PostgreSQL's default is {@link #LAST} for ascending keys and {@link #FIRST} for descending. */
public enum NullsOrder {
    /** Before all values. */
    FIRST,
    /** After all values. */
    LAST
}
