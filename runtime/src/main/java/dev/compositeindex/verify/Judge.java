package dev.compositeindex.verify;

import dev.compositeindex.catalog.Found;
import dev.compositeindex.catalog.Holder;
import dev.compositeindex.registry.IndexDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns what was found into verdicts. Pure. */
final class Judge {

    private final boolean onStandby;
    private final Map<Long, List<Holder>> holders;

    /**
     * Judges what was found on one server.
     *
     * @param onStandby whether that is a standby
     * @param holders who could be building the indexes that are not valid, by object identifier
     */
    Judge(boolean onStandby, Map<Long, List<Holder>> holders) {
        this.onStandby = onStandby;
        this.holders = holders;
    }

    /**
     * The verdict on one index.
     *
     * @param expected what it is to be, if there is an index of its name on its table
     */
    IndexVerdict judge(IndexDefinition index, Found found, Expectation expected) {
        if (found instanceof Found.Nothing nothing) {
            return new IndexVerdict(
                    index, Verdict.MISSING, List.of(), nothing.reason(), here(Repairs.missing(index, nothing)));
        }
        if (found instanceof Found.OtherRelation other) {
            return drifted(
                    index,
                    List.of(new Difference("kind", "index", other.kind())),
                    Repairs.nameTaken(index, "the " + other.kind() + " " + other.sqlName()));
        }
        Found.Index actual = (Found.Index) found;
        if (!actual.onDeclaredTable()) {
            return drifted(
                    index,
                    List.of(new Difference("table", index.qualifiedTable(), actual.table())),
                    Repairs.nameTaken(index, "the index on " + actual.table()));
        }
        List<Difference> differences = DefinitionComparison.differences(index, expected, actual);
        if (!actual.state().usable()) {
            return onStandby ? unfinishedOnStandby(index, differences) : unfinished(index, actual, differences);
        }
        if (!differences.isEmpty()) {
            return drifted(index, differences, Repairs.drifted(index, actual, differences));
        }
        return expected.doubt().isEmpty()
                ? new IndexVerdict(index, Verdict.VALID, List.of(), "", "")
                : new IndexVerdict(
                        index,
                        Verdict.UNKNOWN,
                        List.of(),
                        expected.doubt(),
                        expected.obstacle().repair());
    }

    /** The verdict on an index of which nothing could be read, on a standby. */
    static IndexVerdict unread(IndexDefinition index) {
        return new IndexVerdict(
                index,
                Verdict.UNKNOWN,
                List.of(),
                "this standby cancelled reading the catalogue several times, because of what it replayed",
                Repairs.AGAIN_OR_ON_THE_PRIMARY);
    }

    private IndexVerdict drifted(IndexDefinition index, List<Difference> differences, String repair) {
        return new IndexVerdict(index, Verdict.DRIFTED, differences, "", here(repair));
    }

    private String here(String repair) {
        return onStandby ? Repairs.onStandby(repair) : repair;
    }

    /** Sessions of the primary, and what they do, cannot be seen from a standby. */
    private static IndexVerdict unfinishedOnStandby(IndexDefinition index, List<Difference> differences) {
        return new IndexVerdict(
                index,
                Verdict.UNKNOWN,
                differences,
                "it is not valid, and on a standby a build in progress looks exactly like what a dead one has left",
                Repairs.ON_THE_PRIMARY);
    }

    /** An index that is being dropped is never built again, whoever holds locks. */
    private IndexVerdict unfinished(IndexDefinition index, Found.Index actual, List<Difference> differences) {
        String builders = actual.state().live() ? builders(index, actual) : "";
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

    private String builders(IndexDefinition index, Found.Index actual) {
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
