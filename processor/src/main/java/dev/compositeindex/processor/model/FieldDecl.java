package dev.compositeindex.processor.model;

/**
 * A field, or a property where a class is mapped by its getters, as far as indexes are concerned.
 *
 * @param name its name in Java
 * @param kind what it is
 * @param type the key of its type among those that were read, if a path can lead into that, else empty
 * @param javaType the name of its type, erased: {@code int}, {@code java.util.UUID}, {@code byte[]}; empty if not known
 * @param declaredBy the binary name of the class that declares it
 * @param mapping what annotations say of its columns
 */
public record FieldDecl(String name, Kind kind, String type, String javaType, String declaredBy, FieldMapping mapping) {

    /** Whether it may have a column, or several. */
    public boolean isStored() {
        return kind == Kind.COLUMN || kind == Kind.EMBEDDED || kind == Kind.TO_ONE;
    }

    /** The same field with another column. */
    public FieldDecl withColumn(ColumnDecl column) {
        return new FieldDecl(name, kind, type, javaType, declaredBy, mapping.withColumn(column));
    }

    /** A field is of one of these kinds. */
    public enum Kind {
        /** Has a column. */
        COLUMN,
        /** A value whose own fields have columns in the same table. */
        EMBEDDED,
        /** A reference to a row; its columns are those of the foreign key. */
        TO_ONE,
        STATIC,
        TRANSIENT,
        /** Rows of the table of a class. */
        COLLECTION,
        /** Rows of a table that no class stands for. */
        COLLECTION_TABLE,
        /** Not mapped: it has no getter, and its class is mapped by these. */
        NO_PROPERTY,
        /** The same so far: its getter is one that Lombok makes. */
        NO_PROPERTY_YET,
        /** Mapped or not: releases of the framework do not agree whether its class is mapped by fields or by getters. */
        DOUBTFUL,
        /** Computed by SQL on each read. */
        FORMULA,
        /** A reference whose foreign key is a column of the other table. */
        INVERSE,
        /** A reference by equal primary keys. */
        SHARED_KEY,
        /** A reference whose foreign key is a row of a table between the two. */
        JOIN_TABLE,
        /** A reference to rows of several tables, by two columns. */
        ANY,
        /** Has columns whose names annotations do not tell. */
        OPAQUE
    }
}
