package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeyPart;
import dev.compositeindex.processor.model.KeySpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One index covers another one if it can do all that that one does. Only what is certain counts: of two btree indexes with
 * the same predicate, both over the same columns or expressions with the same operator classes and collations. An index of
 * another method, class or predicate serves other queries, and a partial one never stands in for one on all rows, or the
 * reverse.
 */
final class Coverage {

    private Coverage() {}

    /**
     * Why {@code large} does all that {@code small} does, as the end of a sentence about {@code large}; empty if it does
     * not.
     */
    static Optional<String> of(IndexSpec small, IndexSpec large) {
        if (!isBtree(small)
                || !isBtree(large)
                || !small.where().tokens().equals(large.where().tokens())) {
            return Optional.empty();
        }
        boolean sameOrder = startsWith(large.keys(), small.keys(), false);
        if (!sameOrder && !startsWith(large.keys(), small.keys(), true)) {
            return Optional.empty();
        }
        boolean sameKeys = small.keys().size() == large.keys().size();
        if (small.unique() && !(sameKeys && large.unique() && (small.nullsDistinct() || !large.nullsDistinct()))) {
            return Optional.empty();
        }
        if (!columns(large).containsAll(small.include())) {
            return Optional.empty();
        }
        return Optional.of(reason(small, large, sameOrder, sameKeys));
    }

    private static String reason(IndexSpec small, IndexSpec large, boolean sameOrder, boolean sameKeys) {
        if (!sameKeys) {
            return sameOrder ? "starts with the same keys" : "starts with the same keys, read backwards";
        }
        if (large.unique() && !small.unique()) {
            return "is unique over the same keys";
        }
        return sameOrder ? "has the same keys, and the same included columns" : "has the same keys, read backwards";
    }

    static boolean isBtree(IndexSpec index) {
        return index.method().equals(AccessMethod.DEFAULT);
    }

    /** Whether the first keys are these, all in the same order or all in the reverse one. */
    private static boolean startsWith(List<KeySpec> keys, List<KeySpec> first, boolean reversed) {
        return first.size() <= keys.size()
                && IntStream.range(0, first.size())
                        .allMatch(i -> keys.get(i).equals(reversed ? reverse(first.get(i)) : first.get(i)));
    }

    private static KeySpec reverse(KeySpec key) {
        return new KeySpec(key.part(), key.collation(), key.operatorClass(), !key.descending(), !key.nullsFirst());
    }

    /** The columns that the index can return without a look at the table. */
    private static Set<String> columns(IndexSpec index) {
        Set<String> columns = new HashSet<>(index.include());
        index.keys().stream()
                .map(KeySpec::part)
                .filter(KeyPart.Column.class::isInstance)
                .forEach(part -> columns.addAll(part.columns()));
        return columns;
    }
}
