package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.ListedIndex;
import dev.compositeindex.catalog.Shape;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts an index of the database into the words that declarations have. Sorted by table and name.
 *
 * @param listed what the catalogue says of it
 */
record ExistingIndex(ListedIndex listed) implements Comparable<ExistingIndex> {
    private static final Comparator<ExistingIndex> ORDER = Comparator.comparing(
                    (ExistingIndex index) -> index.listed.schema())
            .thenComparing(index -> index.listed.table())
            .thenComparing(index -> index.listed.name());

    /** Its name, with its schema. */
    IndexName name() {
        return new IndexName(listed.schema(), listed.name());
    }

    /** Its table, with its schema. */
    Table table() {
        return new Table(listed.schema(), listed.table());
    }

    Shape shape() {
        return listed.shape();
    }

    /** Whether this is its table. */
    boolean isOn(Table other) {
        return other.name().equals(listed.table())
                && (other.schema().isEmpty()
                        ? listed.tableVisible()
                        : other.schema().equals(listed.schema()));
    }

    /** Its columns, keys first, but those of expressions and of the predicate. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        shape().keys().stream().filter(key -> !key.expression()).forEach(key -> columns.add(key.part()));
        columns.addAll(shape().include());
        return columns;
    }

    /** All of them, and perhaps words of expressions that are none. */
    Set<String> allColumns() {
        Set<String> columns = new HashSet<>(columns());
        List<String> printed = printedKeys();
        for (int i = 0; i < printed.size(); i++) {
            if (shape().keys().get(i).expression()) {
                PrintedSql.key(printed.get(i)).ifPresent(key -> columns.addAll(key.columns()));
            }
        }
        PrintedSql.predicate(shape().predicate()).ifPresent(predicate -> columns.addAll(predicate.columns()));
        return columns;
    }

    /** The keys as the server prints them, each with all that follows it. */
    List<String> printedKeys() {
        return IndexStatement.parse(listed.definition())
                .map(IndexStatement::keys)
                .orElse(List.of());
    }

    @Override
    public int compareTo(ExistingIndex other) {
        return ORDER.compare(this, other);
    }
}
