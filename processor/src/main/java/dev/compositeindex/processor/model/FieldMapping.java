package dev.compositeindex.processor.model;

import java.util.Map;
import java.util.Optional;

/**
 * The columns of a field, as annotations give them.
 *
 * @param column its column
 * @param reference what is said of it as a to-one reference
 * @param columns what is said of the columns of fields that an embedded value has, by their paths from here
 * @param references the same of their to-one references
 * @param mapsId the part of the primary key that a to-one reference is, too; empty text for all of it
 * @param prefix what the names of an embedded value's columns start with
 * @param isId whether it is the primary key, or belongs to it
 * @param storage how values are stored
 */
public record FieldMapping(
        ColumnDecl column,
        ReferenceDecl reference,
        Map<String, ColumnDecl> columns,
        Map<String, ReferenceDecl> references,
        Optional<String> mapsId,
        String prefix,
        boolean isId,
        Storage storage) {
    /** Nothing is said. */
    public static final FieldMapping NONE = new FieldMapping(
            ColumnDecl.NONE, ReferenceDecl.NONE, Map.of(), Map.of(), Optional.empty(), "", false, Storage.NONE);

    public FieldMapping {
        columns = Map.copyOf(columns);
        references = Map.copyOf(references);
    }

    /** A mapping of which no more is said than the column's name and whether it is the primary key. */
    public static FieldMapping named(String column, boolean isId) {
        return new FieldMapping(
                ColumnDecl.named(column),
                ReferenceDecl.NONE,
                Map.of(),
                Map.of(),
                Optional.empty(),
                "",
                isId,
                Storage.NONE);
    }

    /** The same mapping of a part of the primary key. */
    public FieldMapping asKey() {
        return new FieldMapping(column, reference, columns, references, mapsId, prefix, true, storage);
    }

    /** The same mapping with another column. */
    public FieldMapping withColumn(ColumnDecl other) {
        return new FieldMapping(other, reference, columns, references, mapsId, prefix, isId, storage);
    }

    /**
     * The form in which values are stored, where annotations say that it is not what the Java type suggests.
     *
     * @param enumerated {@code STRING} or {@code ORDINAL}, or empty
     * @param jdbcType the code of the JDBC type; 0 if not said
     * @param isLarge whether it is a large object
     * @param isConverted whether a converter or a type of the user's own stands between
     */
    public record Storage(String enumerated, int jdbcType, boolean isLarge, boolean isConverted) {
        /** Nothing is said. */
        public static final Storage NONE = new Storage("", 0, false, false);
    }
}
