package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The recorded state while migrations are run through, one after the other. What does not fit is a problem, and skipped. */
final class Replay {
    private final SortedMap<IndexName, RecordedIndex> indexes = new TreeMap<>();
    private final SortedMap<IndexName, DroppedByHand> dropped = new TreeMap<>();
    private final List<RecordedIndex> gone = new ArrayList<>();
    private final Set<LedgerEntry.Move> renamed = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /** The indexes now, by name. */
    SortedMap<IndexName, RecordedIndex> indexes() {
        return indexes;
    }

    /** What the team's own migrations renamed, an index followed, and no entry of ours records; in order. */
    List<LedgerEntry.Move> renamed() {
        return renamed.stream()
                .filter(move -> indexes.values().stream()
                        .anyMatch(index -> index.renamed().contains(move)))
                .toList();
    }

    /** What the team's own migrations dropped, and nothing has built since, by name. */
    SortedMap<IndexName, DroppedByHand> dropped() {
        return dropped;
    }

    /** What sections of ours dropped, in order. */
    List<RecordedIndex> gone() {
        return gone;
    }

    List<Problem> problems() {
        return problems;
    }

    /**
     * A migration of the team's own drops something. Of two of one name in two schemas, it is the one that the statement
     * names as the ledger does.
     *
     * @param site where
     * @param decided indexes about which the header above decides
     */
    void drop(Site site, Dropping dropping, Set<IndexName> decided) {
        if (decided.stream().anyMatch(dropping::isAbout)) {
            return;
        }
        boolean isExact = indexes.values().stream().anyMatch(index -> dropping.isExactly(index.actual()));
        List<RecordedIndex> gone = indexes.values().stream()
                .filter(index -> dropping.concerns(index.actual()))
                .filter(index -> !isExact || dropping.isExactly(index.actual()))
                .toList();
        for (RecordedIndex index : gone) {
            indexes.remove(index.index().name());
            dropped.put(index.index().name(), new DroppedByHand(index, site, dropping.statement()));
        }
    }

    /** A migration of the team's own builds an index: if it is one that was dropped by hand, it is there again. */
    void build(Building building) {
        dropped.values().stream()
                .map(DroppedByHand::index)
                .filter(index -> building.isOf(index.actual().statement()))
                .findFirst()
                .ifPresent(this::put);
    }

    /**
     * A table or a column has another name from here on, and the indexes on it follow. Of two tables of one name in two
     * schemas, one without a schema is the one that a script without a schema means.
     */
    void follow(Renaming renaming) {
        boolean isExact = indexes.values().stream()
                .anyMatch(index -> index.actual().statement().table().equals(renaming.table()));
        indexes.replaceAll((name, index) -> {
            Table table = index.actual().statement().table();
            Optional<LedgerEntry.Move> move =
                    isExact && !table.equals(renaming.table()) ? Optional.empty() : renaming.move(table);
            RecordedIndex followed = move.map(index::followed).orElse(index);
            if (!followed.equals(index)) {
                renamed.remove(move.orElseThrow());
                renamed.add(move.orElseThrow());
            }
            return followed;
        });
    }

    /**
     * What a section of ours does.
     *
     * @param file the script that it is in
     * @param line where its header is
     */
    void apply(RecordedFile file, int line, LedgerEntry entry) {
        Recorded recorded = new Recorded(file.site(line), entry);
        if (entry instanceof LedgerEntry.Create create) {
            if (isFree(create.index().name(), recorded)) {
                put(RecordedIndex.of(create.index(), file.path()));
            }
        } else if (entry instanceof LedgerEntry.Drop drop) {
            if (isThere(drop.name(), recorded)) {
                gone.add(recorded(drop.name()));
                indexes.remove(drop.name());
            }
        } else if (entry instanceof LedgerEntry.Rename rename) {
            if (isThere(rename.from(), recorded)
                    && isFree(rename.index().name(), recorded)
                    && isDefinedAs(rename.from(), rename.index(), recorded)) {
                RecordedIndex before = recorded(rename.from());
                indexes.remove(rename.from());
                put(before.as(rename.index()));
            }
        } else if (entry instanceof LedgerEntry.Swap swap) {
            if (isThere(swap.index().name(), recorded)
                    && isThere(swap.other(), recorded)
                    && isDefinedAs(swap.other(), swap.index(), recorded)) {
                RecordedIndex before = recorded(swap.index().name());
                put(recorded(swap.other()).as(swap.index()));
                put(before.as(before.index().withName(swap.other().name())));
            }
        } else if (entry instanceof LedgerEntry.Set set) {
            if (isThere(set.index().name(), recorded) && isSameIndex(set.index(), recorded)) {
                put(recorded(set.index().name()).as(set.index()));
            }
        } else if (entry instanceof LedgerEntry.Move move) {
            apply(move, recorded);
        }
    }

    private void apply(LedgerEntry.Move move, Recorded recorded) {
        renamed.remove(move);
        List<RecordedIndex> moved = indexes.values().stream()
                .filter(index -> index.index().statement().table().equals(move.table()))
                .toList();
        moved.forEach(index -> indexes.remove(index.index().name()));
        for (RecordedIndex index : moved) {
            RecordedIndex after = index.recorded(move);
            if (isFree(after.index().name(), recorded)) {
                put(after);
            }
        }
    }

    private void put(RecordedIndex index) {
        dropped.remove(index.index().name());
        indexes.put(index.index().name(), index);
    }

    /** One that {@link #isThere}. */
    private RecordedIndex recorded(IndexName name) {
        return Objects.requireNonNull(indexes.get(name));
    }

    private boolean isThere(IndexName name, Recorded recorded) {
        if (dropped.containsKey(name)) {
            // A migration of ours was recorded on it, and fails where it is not there: so it was built again somehow.
            put(Objects.requireNonNull(dropped.get(name)).index());
        }
        if (indexes.containsKey(name)) {
            return true;
        }
        problems.add(new Problem(
                Code.NEVER_CREATED,
                recorded.site(),
                "%s: no migration before this one creates %s. Restore the one that does, or remove this one if it was applied nowhere; if it is left over in the class output, compile anew (mvn clean compile)."
                        .formatted(Printable.of(recorded.entry().summary()), Printable.of(name.sql()))));
        return false;
    }

    private boolean isFree(IndexName name, Recorded recorded) {
        if (!indexes.containsKey(name)) {
            return true;
        }
        problems.add(new Problem(
                Code.CREATED_TWICE,
                recorded.site(),
                "%s: a migration before this one creates %s already. Remove the one that was applied nowhere; if it is left over in the class output, compile anew (mvn clean compile)."
                        .formatted(Printable.of(recorded.entry().summary()), Printable.of(name.sql()))));
        return false;
    }

    /** A header says twice what a renamed index is. */
    private boolean isDefinedAs(IndexName before, DeclaredIndex after, Recorded recorded) {
        IndexStatement expected =
                recorded(before).index().statement().withName(after.statement().name());
        return expected.equals(after.statement()) || isDamaged(before, expected, recorded);
    }

    /** Settings may change, the index itself may not. */
    private boolean isSameIndex(DeclaredIndex after, Recorded recorded) {
        IndexStatement expected = recorded(after.name()).index().statement().identity();
        return expected.equals(after.statement().identity()) || isDamaged(after.name(), expected, recorded);
    }

    private boolean isDamaged(IndexName before, IndexStatement expected, Recorded recorded) {
        problems.add(new Problem(
                Code.DAMAGED_HEADER,
                recorded.site(),
                "the definition differs from that of %1$s before: %2$s. Restore the header from version control; or, if another branch changed %1$s, remove the one that was applied nowhere, and record again."
                        .formatted(Printable.of(before.sql()), Printable.quoted(expected.definition()))));
        return false;
    }

    private record Recorded(Site site, LedgerEntry entry) {}
}
