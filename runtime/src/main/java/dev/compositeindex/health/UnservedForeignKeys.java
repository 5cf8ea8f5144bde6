package dev.compositeindex.health;

import dev.compositeindex.catalog.ForeignKey;
import dev.compositeindex.catalog.LiveIndex;
import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.catalog.Shape;
import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Finding.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds foreign keys whose columns no valid index begins with, for all rows. */
final class UnservedForeignKeys implements Check {

    private static final Set<String> WITH_EQUALITY = Set.of("btree", "hash");

    @Override
    public List<Finding> findings(Facts facts) {
        return facts.foreignKeys().stream()
                .filter(key -> facts.indexesOf(key.table()).stream().noneMatch(index -> serves(index.live(), key)))
                .flatMap(key -> facts.tables().stream()
                        .filter(table -> table.oid() == key.table())
                        .map(table -> finding(facts, key, table)))
                .toList();
    }

    private static Finding finding(Facts facts, ForeignKey key, LiveTable table) {
        String columns = "(" + String.join(", ", key.columns()) + ")";
        return facts.finding(
                Kind.FOREIGN_KEY,
                Confidence.CERTAIN,
                table,
                "No valid index on all rows begins with %s, the foreign key %s to %s: each row that is deleted there, or whose key changes, reads this whole table (%s)."
                        .formatted(columns, key.name(), key.referenced(), rows(table)),
                "Declare an index that begins with " + columns + ", unless nothing is ever deleted from "
                        + key.referenced() + " and no query joins by it.");
    }

    private static String rows(LiveTable table) {
        return table.rows() < 0 ? "never analysed" : "about %.0f rows".formatted(table.rows());
    }

    /** Whether an index finds the rows that refer to one. */
    static boolean serves(LiveIndex index, ForeignKey key) {
        List<Shape.Key> keys = index.shape().keys();
        int count = key.columns().size();
        if (index.table() != key.table()
                || !index.serves()
                || !WITH_EQUALITY.contains(index.shape().method())
                || keys.size() < count) {
            return false;
        }
        Set<String> leading = new HashSet<>();
        for (Shape.Key part : keys.subList(0, count)) {
            if (part.expression() || !part.collation().isEmpty() || !hasEquality(part.operatorClass())) {
                return false;
            }
            leading.add(part.part());
        }
        return leading.equals(Set.copyOf(key.columns()));
    }

    /** The default one has, and so have those for patterns: theirs is the same. */
    private static boolean hasEquality(String operatorClass) {
        return operatorClass.isEmpty() || operatorClass.endsWith("_pattern_ops");
    }
}
