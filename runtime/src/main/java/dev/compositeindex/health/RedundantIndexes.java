package dev.compositeindex.health;

import dev.compositeindex.catalog.ListedIndex;
import dev.compositeindex.catalog.LiveIndex;
import dev.compositeindex.catalog.LiveIndex.Duty;
import dev.compositeindex.catalog.Shape;
import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Finding.Kind;
import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds indexes that could go because another one does all that they do. */
final class RedundantIndexes implements Check {

    /** Which of two that do the same stays: the declared one, then the older one. */
    private static final Comparator<ObservedIndex> STAYS = Comparator.comparing(
                    (ObservedIndex index) -> !isDroppable(index))
            .thenComparing(index -> index.verdict().isPresent())
            .thenComparing(index -> index.live().oid(), Comparator.reverseOrder());

    @Override
    public List<Finding> findings(Facts facts) {
        return facts.indexes().stream()
                .filter(RedundantIndexes::isDroppable)
                .flatMap(index -> better(index, facts).map(other -> finding(index, other)).stream())
                .toList();
    }

    private static boolean isDroppable(ObservedIndex index) {
        return index.live().kind() == ListedIndex.Kind.ORDINARY
                && Set.of(Duty.UNIQUE).containsAll(index.live().duties());
    }

    private static Optional<ObservedIndex> better(ObservedIndex index, Facts facts) {
        return facts.indexesOf(index.table().oid()).stream()
                .filter(other -> other.live().oid() != index.live().oid() && covers(other.live(), index.live()))
                .filter(other -> !covers(index.live(), other.live()) || STAYS.compare(other, index) > 0)
                .min(Comparator.comparing((ObservedIndex other) -> !sameKeys(other, index))
                        .thenComparing(other -> other.live().space().bytes())
                        .thenComparing(other -> other.live().oid()));
    }

    private static boolean sameKeys(ObservedIndex a, ObservedIndex b) {
        return a.live().shape().keys().size() == b.live().shape().keys().size();
    }

    private static Finding finding(ObservedIndex index, ObservedIndex other) {
        boolean same = sameKeys(other, index)
                && other.live().shape().include().equals(index.live().shape().include());
        String evidence = "%s does all that it does: %s. It is scanned %d times, takes %s, and the other one takes %s."
                .formatted(
                        other.live().name(),
                        other.live().definition(),
                        index.scans(),
                        Names.bytes(index.live().space().bytes()),
                        Names.bytes(other.live().space().bytes()));
        String smaller = same ? "" : " Where the other is much larger, time a query that uses this one first.";
        return index.finding(
                Kind.REDUNDANT, same ? Confidence.CERTAIN : Confidence.LIKELY, evidence, index.howToDrop() + smaller);
    }

    /** Whether whatever an index does for queries, and for rows that are refused, another one does, too. */
    static boolean covers(LiveIndex other, LiveIndex index) {
        Shape a = index.shape();
        Shape b = other.shape();
        if (index.table() != other.table()
                || !index.state().usable()
                || !other.state().usable()
                || !index.readable()
                || !other.readable()
                || !a.method().equals(b.method())
                || !a.predicate().equals(b.predicate())
                || !columns(b).containsAll(a.include())) {
            return false;
        }
        boolean refuses = a.uniqueness().unique() || a.uniqueness().exclusion();
        if (refuses && !(a.uniqueness().equals(b.uniqueness()) && a.keys().equals(b.keys()))) {
            return false;
        }
        return a.method().equals("btree")
                ? begins(b.keys(), a.keys()) || begins(b.keys(), backwards(a.keys()))
                : a.keys().equals(b.keys()) && index.storageParameters().equals(other.storageParameters());
    }

    private static boolean begins(List<Shape.Key> all, List<Shape.Key> first) {
        return all.size() >= first.size() && all.subList(0, first.size()).equals(first);
    }

    /** The order in which the index is read from its end. */
    private static List<Shape.Key> backwards(List<Shape.Key> keys) {
        return keys.stream()
                .map(key -> new Shape.Key(
                        key.part(),
                        key.expression(),
                        key.collation(),
                        key.operatorClass(),
                        key.order() == SortOrder.ASC ? SortOrder.DESC : SortOrder.ASC,
                        key.nulls() == NullsOrder.FIRST ? NullsOrder.LAST : NullsOrder.FIRST))
                .toList();
    }

    private static Set<String> columns(Shape shape) {
        return new HashSet<>(Stream.concat(
                        shape.keys().stream().filter(key -> !key.expression()).map(Shape.Key::part),
                        shape.include().stream())
                .toList());
    }
}
