package dev.compositeindex.health;

import dev.compositeindex.catalog.ForeignKey;
import dev.compositeindex.catalog.ListedIndex;
import dev.compositeindex.catalog.LiveIndex;
import dev.compositeindex.catalog.LiveIndex.Duty;
import dev.compositeindex.catalog.Shape;
import java.util.Collection;
import java.util.Comparator;

/** Says what an index is needed for even if nobody scans it. */
final class Needs {

    private Needs() {}

    /** Which of several indexes that serve a foreign key is enough: one that stays anyway, or the shortest. */
    private static final Comparator<LiveIndex> ENOUGH = Comparator.comparing(
                    (LiveIndex index) -> index.duties().isEmpty())
            .thenComparing(index -> index.shape().keys().size())
            .thenComparing(LiveIndex::oid);

    /**
     * A few words; empty for nothing.
     *
     * @param all the indexes that there are
     */
    static String of(LiveIndex index, Collection<LiveIndex> all, Collection<ForeignKey> foreignKeys) {
        for (Duty duty : Duty.values()) {
            if (index.duties().contains(duty)) {
                return word(duty);
            }
        }
        if (index.kind() != ListedIndex.Kind.ORDINARY) {
            return "not only ours";
        }
        return foreignKeys.stream()
                .filter(key -> key.table() == index.table()
                        && all.stream()
                                .filter(other -> UnservedForeignKeys.serves(other, key))
                                .min(ENOUGH)
                                .filter(index::equals)
                                .isPresent())
                .findFirst()
                .map(key -> "foreign key " + key.name())
                .orElse(
                        index.shape().keys().stream().anyMatch(Shape.Key::expression)
                                ? "statistics of an expression"
                                : "");
    }

    private static String word(Duty duty) {
        return switch (duty) {
            case PRIMARY_KEY -> "primary key";
            case UNIQUE -> "unique";
            case CONSTRAINT -> "constraint";
            case REPLICA_IDENTITY -> "replica identity";
            case CLUSTER -> "order of the table (CLUSTER)";
            case PARTITIONS -> "partitions";
            case PARTITION -> "partition";
        };
    }
}
