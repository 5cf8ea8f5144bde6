package dev.compositeindex.processor.model;

/**
 * An annotation's values about one column.
 *
 * @param name as written, quotes included, or empty
 * @param references the column of another table that it refers to, as written, or empty
 * @param table the table that it is in, as written; empty for the class's first
 * @param unique whether it is declared unique
 * @param definition its SQL type, as written, or empty
 */
public record ColumnDecl(String name, String references, String table, boolean unique, String definition) {
    /** Nothing is said. */
    public static final ColumnDecl NONE = named("");

    /** No more is said than that it is unique. */
    public static final ColumnDecl UNIQUE = new ColumnDecl("", "", "", true, "");

    /** A column of which no more than the name is said. */
    public static ColumnDecl named(String name) {
        return new ColumnDecl(name, "", "", false, "");
    }
}
