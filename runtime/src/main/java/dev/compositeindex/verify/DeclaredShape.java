package dev.compositeindex.verify;

import dev.compositeindex.catalog.Probe;
import dev.compositeindex.catalog.Shape;
import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.util.List;
import java.util.stream.Collectors;

/** Turns a declaration into probes, and into what of a shape it says by itself. */
final class DeclaredShape {

    private DeclaredShape() {}

    /** Whether a key is in the catalogue as it is written here: the server has nothing to add. */
    static boolean isPlain(IndexKey key) {
        return !key.expression()
                && key.collation().isEmpty()
                && key.operatorClass().isEmpty();
    }

    /** Whether the whole index is. */
    static boolean isPlain(IndexDefinition index) {
        return index.where().isEmpty() && index.keys().stream().allMatch(DeclaredShape::isPlain);
    }

    /** A key as it is written here, which for a plain one is as it is in the catalogue. */
    static Shape.Key asWritten(IndexKey key) {
        return new Shape.Key(
                key.part(), key.expression(), key.collation(), key.operatorClass(), key.order(), key.nulls());
    }

    static Shape.Uniqueness uniqueness(IndexDefinition index) {
        return new Shape.Uniqueness(index.unique(), !index.nullsDistinct(), false, false);
    }

    /**
     * The whole index.
     *
     * @param table its table, as SQL, with schema
     */
    static Probe probe(IndexDefinition index, String table) {
        String keys = index.keys().stream().map(DeclaredShape::sql).collect(Collectors.joining(", "));
        return new Probe(
                table,
                index.table(),
                index.unique(),
                using(index) + " (" + keys + ")"
                        + (index.include().isEmpty() ? "" : " INCLUDE (" + names(index.include()) + ")")
                        + (index.nullsDistinct() ? "" : " NULLS NOT DISTINCT")
                        + (index.where().isEmpty() ? "" : " WHERE " + index.where()));
    }

    /** One of its keys alone. */
    static Probe probe(IndexDefinition index, IndexKey key, String table) {
        return new Probe(table, index.table(), false, using(index) + " (" + sql(key) + ")");
    }

    /** Its predicate alone. */
    static Probe probeOfPredicate(IndexDefinition index, String table) {
        return new Probe(table, index.table(), false, "((1)) WHERE " + index.where());
    }

    private static String using(IndexDefinition index) {
        return "USING " + SqlText.name(index.method());
    }

    /** A clause that is the default here may be refused by an access method that knows no order. */
    private static String sql(IndexKey key) {
        boolean desc = key.order() == SortOrder.DESC;
        boolean nullsFirst = key.nulls() == NullsOrder.FIRST;
        return (key.expression() ? "(" + key.part() + ")" : SqlText.name(key.part()))
                + (key.collation().isEmpty() ? "" : " COLLATE " + key.collation())
                + (key.operatorClass().isEmpty() ? "" : " " + key.operatorClass())
                + (desc ? " DESC" : "")
                + (desc == nullsFirst ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }

    private static String names(List<String> columns) {
        return columns.stream().map(SqlText::name).collect(Collectors.joining(", "));
    }
}
