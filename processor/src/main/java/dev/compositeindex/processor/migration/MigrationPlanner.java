package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Plans what leads from the recorded to the desired state. Indexes are the same if their names are; one whose name is new
 * is a renamed one if its definition is that of one whose name is gone. Of two that may be meant, {@code renamedFrom}
 * tells which.
 *
 * <p>What is new is built before anything is dropped, so that a definition that was changed together with its derived name
 * never leaves the table without an index. Within a kind the order is that of the names.
 */
public final class MigrationPlanner {
    private final SortedMap<IndexName, RecordedIndex> recorded = new TreeMap<>();
    private final SortedMap<IndexName, DeclaredIndex> desired = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private MigrationPlanner(Collection<RecordedIndex> recorded, Collection<DeclaredIndex> desired) {
        recorded.forEach(index -> this.recorded.put(index.index().name(), index));
        desired.forEach(index -> this.desired.put(index.name(), index));
    }

    /**
     * The changes in the order in which they are to be made; none if the states are equal. The declaring class is no part
     * of an index.
     *
     * @param ledger what is recorded
     * @param desired one index per name
     * @return a problem where two answers are possible, and notes
     */
    public static Checked<List<Change>> plan(Ledger ledger, Collection<DeclaredIndex> desired) {
        List<Change.FollowRenaming> followed = FollowedRenamings.followed(ledger, desired);
        List<LedgerEntry.Move> moves =
                followed.stream().map(Change.FollowRenaming::move).toList();
        MigrationPlanner planner = new MigrationPlanner(
                ledger.recorded().stream().map(index -> index.recorded(moves)).toList(), desired);
        List<Change> changes = new ArrayList<>(followed);
        changes.addAll(planner.changes());
        List<Problem> problems = new ArrayList<>(FollowedRenamings.notFollowed(ledger, desired));
        problems.addAll(planner.problems);
        problems.addAll(plannedAnew(ledger, changes));
        problems.addAll(Withdrawal.declaredNevertheless(ledger, desired));
        return Checked.of(List.copyOf(changes), problems);
    }

    /** Notes for what the team's own migrations dropped, and is declared. */
    private static List<Problem> plannedAnew(Ledger ledger, List<Change> changes) {
        return changes.stream()
                .filter(Change.CreateIndex.class::isInstance)
                .map(change -> ((Change.CreateIndex) change).index())
                .flatMap(index -> ledger.dropped(index.name()).map(dropped -> dropped.plannedAnew(index)).stream())
                .toList();
    }

    private List<Change> changes() {
        SortedMap<IndexName, DeclaredIndex> gone = new TreeMap<>();
        recorded.forEach((name, index) -> gone.put(name, index.index()));
        gone.keySet().removeAll(desired.keySet());
        SortedMap<IndexName, DeclaredIndex> added = new TreeMap<>(desired);
        added.keySet().removeAll(recorded.keySet());
        gone.values().forEach(this::askForSchema);
        List<Change.RenameIndex> renames = renames(gone, added);
        renames.forEach(rename -> {
            gone.remove(rename.from().name());
            added.remove(rename.to().name());
        });

        List<Change> changes = new ArrayList<>();
        added.values().forEach(index -> changes.add(new Change.CreateIndex(index)));
        for (Change.RenameIndex rename : renames) {
            changes.add(rename);
            addSettings(rename.from().withName(rename.to().statement().name()), rename.to(), changes);
        }
        Set<IndexName> taken = new HashSet<>(recorded.keySet());
        taken.addAll(desired.keySet());
        desired.forEach((name, index) -> {
            RecordedIndex before = recorded.get(name);
            if (before != null && !before.index().isSameIndexAs(index)) {
                String temporary = TemporaryName.of(index, taken);
                taken.add(new IndexName(name.schema(), temporary));
                changes.add(new Change.ReplaceIndex(before.index(), index, temporary, before.tables()));
            }
        });
        desired.forEach((name, index) -> {
            RecordedIndex before = recorded.get(name);
            if (before != null && before.index().isSameIndexAs(index)) {
                addSettings(before.index(), index, changes);
            }
        });
        gone.forEach((name, index) -> {
            RecordedIndex before = Objects.requireNonNull(recorded.get(name));
            changes.add(new Change.DropIndex(index, before.tables(), kept(index)));
        });
        return changes;
    }

    private static void addSettings(DeclaredIndex before, DeclaredIndex after, List<Change> changes) {
        if (!before.hasSettingsOf(after)) {
            changes.add(new Change.AlterIndex(before, after));
        }
    }

    /** Sorted by the old names. */
    private List<Change.RenameIndex> renames(
            SortedMap<IndexName, DeclaredIndex> gone, SortedMap<IndexName, DeclaredIndex> added) {
        List<Change.RenameIndex> renames = new ArrayList<>();
        Map<IndexStatement, List<DeclaredIndex>> goneByDefinition = byDefinition(gone.values());
        byDefinition(added.values()).forEach((definition, declared) -> {
            List<DeclaredIndex> from = new ArrayList<>(goneByDefinition.getOrDefault(definition, List.of()));
            List<DeclaredIndex> to = new ArrayList<>(declared);
            for (DeclaredIndex index : declared) {
                DeclaredIndex before = gone.get(new IndexName(index.name().schema(), index.renamedFrom()));
                if (before != null && from.remove(before)) {
                    to.remove(index);
                    renames.add(new Change.RenameIndex(before, index));
                }
            }
            if (from.size() == 1 && to.size() == 1) {
                renames.add(new Change.RenameIndex(from.get(0), to.get(0)));
            } else if (!from.isEmpty() && !to.isEmpty()) {
                problems.add(ambiguous(from, to));
            }
        });
        renames.sort(Comparator.comparing(rename -> rename.from().name()));
        return renames;
    }

    private static Problem ambiguous(List<DeclaredIndex> from, List<DeclaredIndex> to) {
        boolean manyBefore = from.size() > 1;
        return new Problem(
                Code.AMBIGUOUS_RENAME,
                new Site.OfModule(),
                "which of %s %s %s? Their definitions are equal. Say it with renamedFrom = %s on %s."
                        .formatted(
                                names(manyBefore ? from : to),
                                manyBefore ? "became" : "was before",
                                names(manyBefore ? to : from),
                                manyBefore
                                        ? "\"…\""
                                        : Printable.quoted(
                                                from.get(0).statement().name()),
                                to.size() > 1 ? (manyBefore ? "each of them" : "the right one") : names(to)));
    }

    /**
     * Refuses to drop or rename an index that a new declaration may mean: without a schema, a name may lead to that of the
     * same name in any schema. The declared one would not be built, since it is there, and then it would be gone.
     */
    private void askForSchema(DeclaredIndex gone) {
        desired.values().stream()
                .filter(index -> !recorded.containsKey(index.name()) && mayBeOne(gone, index))
                .forEach(index -> problems.add(sameOrNot(gone, index)));
    }

    private static boolean mayBeOne(DeclaredIndex one, DeclaredIndex other) {
        Table table = one.statement().table();
        Table otherTable = other.statement().table();
        return one.name().name().equals(other.name().name())
                && table.name().equals(otherTable.name())
                && (table.schema().isEmpty() || otherTable.schema().isEmpty());
    }

    private static Problem sameOrNot(DeclaredIndex gone, DeclaredIndex declared) {
        Table from = gone.statement().table();
        Table to = declared.statement().table();
        return new Problem(
                Code.AMBIGUOUS_RENAME,
                new Site.OfModule(),
                "is %s on %s, which is recorded, the same index as %s on %s, which is declared? Only you know where the search path leads. If so, say it in the first line of a migration of your own: \"%s\". If not, give the declared one another name."
                        .formatted(
                                Printable.of(gone.name().sql()),
                                Printable.of(Identifiers.quote(from)),
                                Printable.of(declared.name().sql()),
                                Printable.of(Identifiers.quote(to)),
                                Printable.whole(
                                        MigrationHeader.START + new LedgerEntry.MoveTable(from, to).summary())));
    }

    /** The declared indexes to which the name of one that is gone may lead, though it is recorded as another one. */
    private Set<IndexName> kept(DeclaredIndex gone) {
        return desired.values().stream()
                .filter(index -> mayBeOne(gone, index))
                .map(DeclaredIndex::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String names(List<DeclaredIndex> indexes) {
        return indexes.stream().map(index -> Printable.of(index.name().sql())).collect(Collectors.joining(", "));
    }

    /** By what they are apart from their names and settings. */
    private static Map<IndexStatement, List<DeclaredIndex>> byDefinition(Collection<DeclaredIndex> indexes) {
        return indexes.stream()
                .collect(Collectors.groupingBy(
                        index -> index.statement().identity().withName(""), LinkedHashMap::new, Collectors.toList()));
    }
}
