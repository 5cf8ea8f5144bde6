package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Plans what leads from the recorded to the desired state. Indexes are the same if their names are; one whose name is new
 * is a renamed one if its definition is that of one whose name is gone.
 *
 * <p>What is new is built before anything is dropped, so that a definition that was changed together with its derived name
 * never leaves the table without an index. Within a kind the order is that of the names.
 */
public final class MigrationPlanner {
    private final SortedMap<IndexName, DeclaredIndex> recorded;
    private final SortedMap<IndexName, DeclaredIndex> desired;
    private final List<Problem> problems = new ArrayList<>();

    private MigrationPlanner(Collection<DeclaredIndex> recorded, Collection<DeclaredIndex> desired) {
        this.recorded = byName(recorded);
        this.desired = byName(desired);
    }

    /**
     * The changes in the order in which they are to be made; none if the states are equal. The declaring class is no part
     * of an index.
     *
     * @param recorded one index per name
     * @param desired one index per name
     * @return a problem where two answers are possible
     */
    public static Checked<List<Change>> plan(Ledger recorded, Collection<DeclaredIndex> desired) {
        return plan(recorded.indexes(), desired);
    }

    static Checked<List<Change>> plan(Collection<DeclaredIndex> recorded, Collection<DeclaredIndex> desired) {
        MigrationPlanner planner = new MigrationPlanner(recorded, desired);
        return Checked.of(planner.changes(), planner.problems);
    }

    private List<Change> changes() {
        Map<IndexStatement, List<DeclaredIndex>> gone = byDefinition(recorded, desired.keySet());
        Map<IndexStatement, List<DeclaredIndex>> added = byDefinition(desired, recorded.keySet());
        List<Change> renames = new ArrayList<>();
        Set<IndexName> renamed = new HashSet<>();
        added.forEach((definition, to) -> {
            List<DeclaredIndex> from = gone.getOrDefault(definition, List.of());
            if (from.size() == 1 && to.size() == 1) {
                renames.add(new Change.RenameIndex(from.get(0), to.get(0)));
                renamed.add(from.get(0).name());
                renamed.add(to.get(0).name());
            } else if (!from.isEmpty()) {
                problems.add(ambiguous(from, to));
            }
        });
        renames.sort((a, b) -> ((Change.RenameIndex) a)
                .from()
                .name()
                .compareTo(((Change.RenameIndex) b).from().name()));
        List<Change> changes = new ArrayList<>();
        desired.forEach((name, index) -> {
            if (!recorded.containsKey(name) && !renamed.contains(name)) {
                changes.add(new Change.CreateIndex(index));
            }
        });
        changes.addAll(renames);
        Set<IndexName> taken = new HashSet<>(recorded.keySet());
        taken.addAll(desired.keySet());
        desired.forEach((name, index) -> {
            DeclaredIndex before = recorded.get(name);
            if (before != null && !before.statement().equals(index.statement())) {
                String temporary = TemporaryName.of(index, taken);
                taken.add(new IndexName(name.schema(), temporary));
                changes.add(new Change.ReplaceIndex(before, index, temporary));
            }
        });
        recorded.forEach((name, index) -> {
            if (!desired.containsKey(name) && !renamed.contains(name)) {
                changes.add(new Change.DropIndex(index));
            }
        });
        return List.copyOf(changes);
    }

    private static Problem ambiguous(List<DeclaredIndex> from, List<DeclaredIndex> to) {
        boolean manyBefore = from.size() > 1;
        return new Problem(
                Code.AMBIGUOUS_RENAME,
                new Site.OfModule(),
                "which of %s %s %s? Their definitions are equal. %s"
                        .formatted(
                                names(manyBefore ? from : to),
                                manyBefore ? "became" : "was before",
                                names(manyBefore ? to : from),
                                manyBefore
                                        ? "Declare the right one under its old name, record, then give it the new name and record again."
                                        : "Declare one of them alone, record, then add the others and record again."));
    }

    private static String names(List<DeclaredIndex> indexes) {
        return indexes.stream().map(index -> Printable.of(index.name().sql())).collect(Collectors.joining(", "));
    }

    private static SortedMap<IndexName, DeclaredIndex> byName(Collection<DeclaredIndex> indexes) {
        SortedMap<IndexName, DeclaredIndex> byName = new TreeMap<>();
        indexes.forEach(index -> byName.put(index.name(), index));
        return byName;
    }

    /** Those whose names are none of the given ones, by what they are apart from their names. */
    private static Map<IndexStatement, List<DeclaredIndex>> byDefinition(
            SortedMap<IndexName, DeclaredIndex> indexes, Set<IndexName> except) {
        return indexes.values().stream()
                .filter(index -> !except.contains(index.name()))
                .collect(Collectors.groupingBy(
                        index -> index.statement().withName(""), LinkedHashMap::new, Collectors.toList()));
    }
}
