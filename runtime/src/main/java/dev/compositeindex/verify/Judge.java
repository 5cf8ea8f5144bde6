package dev.compositeindex.verify;

import dev.compositeindex.catalog.Found;
import dev.compositeindex.catalog.Holder;
import dev.compositeindex.registry.IndexDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns what was found into verdicts. Pure. */
final class Judge {

    private Judge() {}

    /**
     * The verdict on one index.
     *
     * @param holders who could be building the indexes that are not valid, by object identifier
     * @param predicate its declared predicate, as the server prints it
     */
    static IndexVerdict judge(
            IndexDefinition index, Found found, Map<Long, List<Holder>> holders, PrintedPredicate predicate) {
        if (found instanceof Found.Nothing nothing) {
            return new IndexVerdict(
                    index, Verdict.MISSING, List.of(), nothing.reason(), Repairs.missing(index, nothing));
        }
        if (found instanceof Found.OtherRelation other) {
            return new IndexVerdict(
                    index,
                    Verdict.DRIFTED,
                    List.of(new Difference("kind", "index", other.kind())),
                    "",
                    Repairs.nameTaken(index, "the " + other.kind() + " " + other.sqlName()));
        }
        Found.Index actual = (Found.Index) found;
        List<Difference> differences = DefinitionComparison.differences(index, predicate, actual);
        if (!actual.onDeclaredTable() || actual.state().usable()) {
            return differences.isEmpty()
                    ? new IndexVerdict(index, Verdict.VALID, List.of(), "", "")
                    : new IndexVerdict(
                            index, Verdict.DRIFTED, differences, "", Repairs.drifted(index, actual, differences));
        }
        return unfinished(index, actual, holders, differences);
    }

    /** An index that is being dropped is never built again, whoever holds locks. */
    private static IndexVerdict unfinished(
            IndexDefinition index, Found.Index actual, Map<Long, List<Holder>> holders, List<Difference> differences) {
        String builders = actual.state().live() ? builders(index, actual, holders) : "";
        return builders.isEmpty()
                ? new IndexVerdict(
                        index, Verdict.LEFTOVER, differences, leftover(actual), Repairs.leftover(index, actual))
                : new IndexVerdict(index, Verdict.BUILDING, differences, builders, Repairs.building());
    }

    private static String leftover(Found.Index actual) {
        Found.State state = actual.state();
        if (actual.partitioned()) {
            return "not every partition has its part of it";
        }
        if (!state.live()) {
            return "it is being dropped, or dropping it was interrupted";
        }
        return state.ready()
                ? "a build died while it validated, or a drop was cancelled; writes maintain it, no query uses it"
                : "a build died, or found duplicate keys; no query uses it";
    }

    private static String builders(IndexDefinition index, Found.Index actual, Map<Long, List<Holder>> holders) {
        if (!holders.containsKey(actual.oid())) {
            return "whether someone is building it could not be seen this time";
        }
        return holders.get(actual.oid()).stream()
                .map(holder -> holder.describe(holder.to(actual.oid(), index.name())))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
