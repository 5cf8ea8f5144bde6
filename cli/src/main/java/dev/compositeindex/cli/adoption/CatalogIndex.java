package dev.compositeindex.cli.adoption;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An index of the database. All names are raw.
 *
 * @param oid its object identifier
 * @param name its name, with its schema
 * @param table the name of its table, which is in the same schema
 * @param tableVisible whether the search path leads to the table
 * @param kind what keeps it, if not itself
 * @param usable whether it is valid and maintained
 * @param definition how the server prints it
 * @param shape what it is
 * @param storageParameters their names and values, as the catalogue has them
 */
record CatalogIndex(
        long oid,
        IndexName name,
        String table,
        boolean tableVisible,
        Kind kind,
        boolean usable,
        String definition,
        Shape shape,
        SortedMap<String, String> storageParameters) {

    CatalogIndex {
        storageParameters = Collections.unmodifiableSortedMap(new TreeMap<>(storageParameters));
    }

    /** Whether this is its table. */
    boolean isOn(Table other) {
        return other.name().equals(table)
                && (other.schema().isEmpty() ? tableVisible : other.schema().equals(name.schema()));
    }

    /** Its columns, keys first, but those of expressions and of the predicate. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        shape.keys().stream().filter(key -> !key.isExpression()).forEach(key -> columns.add(key.part()));
        columns.addAll(shape.include());
        return columns;
    }

    /** All of them, and perhaps words of expressions that are none. */
    Set<String> allColumns() {
        Set<String> columns = new HashSet<>(columns());
        List<String> printed = printedKeys();
        for (int i = 0; i < printed.size(); i++) {
            if (shape.keys().get(i).isExpression()) {
                PrintedSql.key(printed.get(i)).ifPresent(key -> columns.addAll(key.columns()));
            }
        }
        PrintedSql.predicate(shape.predicate()).ifPresent(predicate -> columns.addAll(predicate.columns()));
        return columns;
    }

    /** The keys as the server prints them, each with all that follows it. */
    List<String> printedKeys() {
        return IndexStatement.parse(definition).map(IndexStatement::keys).orElse(List.of());
    }

    /** Its table with its schema. */
    Table qualifiedTable() {
        return new Table(name.schema(), table);
    }

    /** What keeps an index. All but the first are no indexes that a class could declare. */
    enum Kind {
        ORDINARY(""),
        CONSTRAINT("of constraints"),
        PARTITION("of partitioned tables"),
        EXTENSION("of extensions"),
        FLYWAY("of Flyway's history"),
        TEMPORARY("of temporary tables");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * What an index is; two of a table that are equal in it do the same.
     *
     * @param method its access method
     * @param unique whether it is unique
     * @param nullsDistinct whether nulls of a unique index differ
     * @param keys its keys, most significant first
     * @param include its included columns
     * @param predicate as the server prints it; empty if there is none
     */
    record Shape(
            String method,
            boolean unique,
            boolean nullsDistinct,
            List<Key> keys,
            List<String> include,
            String predicate) {

        Shape {
            keys = List.copyOf(keys);
            include = List.copyOf(include);
        }
    }

    /**
     * A key.
     *
     * @param part the column, or the expression as the server prints it
     * @param isExpression whether it is an expression
     * @param descending whether the order is {@code DESC}
     * @param nullsFirst where nulls go
     * @param operatorClass as SQL, with its parameters, if it does not do what the type's built-in default does; else empty
     * @param collation as SQL, if it is not the column's; else empty
     */
    record Key(
            String part,
            boolean isExpression,
            boolean descending,
            boolean nullsFirst,
            String operatorClass,
            String collation) {}
}
