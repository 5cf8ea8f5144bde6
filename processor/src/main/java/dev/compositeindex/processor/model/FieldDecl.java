package dev.compositeindex.processor.model;

/**
 * A field, as far as indexes are concerned.
 *
 * @param name its name in Java
 * @param kind whether it can have a column
 * @param type the binary name of its type if a path can lead into that, else empty
 */
public record FieldDecl(String name, Kind kind, String type) {

    /** What a field is. */
    public enum Kind {
        /** Has a column. */
        COLUMN,
        STATIC,
        TRANSIENT,
        COLLECTION
    }
}
