package dev.compositeindex.verify;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.PossibleBuilder;
import dev.compositeindex.registry.IndexDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns what was found into verdicts. Pure. */
final class Judge {

    private final boolean onStandby;
    private final Map<Long, List<PossibleBuilder>> builders;
    private final Map<IndexDefinition, CatalogEntry.Index> namesakes;

    /**
     * Judges what was found on one server.
     *
     * @param onStandby whether that is a standby
     * @param builders who could be building the indexes that are not valid, by object identifier
     * @param namesakes equal indexes of the same table under other names, of those that are missing
     */
    Judge(
            boolean onStandby,
            Map<Long, List<PossibleBuilder>> builders,
            Map<IndexDefinition, CatalogEntry.Index> namesakes) {
        this.namesakes = namesakes;
        this.onStandby = onStandby;
        this.builders = builders;
    }

    /**
     * The verdict on one index.
     *
     * @param expected what it is to be, if there is an index of its name on its table
     */
    IndexVerdict judge(IndexDefinition index, CatalogEntry found, Expectation expected) {
        if (found instanceof CatalogEntry.Nothing nothing) {
            return missing(index, nothing);
        }
        if (found instanceof CatalogEntry.OtherRelation other) {
            return drifted(
                    index,
                    List.of(new Difference("kind", "index", other.kind())),
                    Repairs.nameTaken(index, "the " + other.kind() + " " + other.sqlName()));
        }
        CatalogEntry.Index actual = (CatalogEntry.Index) found;
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
        if (!expected.doubt().isEmpty()) {
            return unknown(index, expected.doubt(), expected.obstacle().repair());
        }
        return actual.elsewhere().isEmpty()
                ? new IndexVerdict(index, Verdict.VALID, List.of(), "", "")
                : unknown(index, actual.elsewhere(), Repairs.elsewhere(actual));
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

    private IndexVerdict missing(IndexDefinition index, CatalogEntry.Nothing nothing) {
        CatalogEntry.Index equal = namesakes.get(index);
        return equal == null
                ? new IndexVerdict(
                        index, Verdict.MISSING, List.of(), nothing.reason(), here(Repairs.missing(index, nothing)))
                : new IndexVerdict(
                        index,
                        Verdict.MISSING,
                        List.of(),
                        "an equal index exists as " + equal.sqlName(),
                        here(Repairs.renamed(index, equal)));
    }

    private static IndexVerdict unknown(IndexDefinition index, String reason, String repair) {
        return new IndexVerdict(index, Verdict.UNKNOWN, List.of(), reason, repair);
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
    private IndexVerdict unfinished(IndexDefinition index, CatalogEntry.Index actual, List<Difference> differences) {
        String builders = actual.state().live() ? builders(index, actual) : "";
        return builders.isEmpty()
                ? new IndexVerdict(
                        index, Verdict.LEFTOVER, differences, leftover(actual), Repairs.leftover(index, actual))
                : new IndexVerdict(index, Verdict.BUILDING, differences, builders, Repairs.building());
    }

    private static String leftover(CatalogEntry.Index actual) {
        CatalogEntry.State state = actual.state();
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

    private String builders(IndexDefinition index, CatalogEntry.Index actual) {
        if (!builders.containsKey(actual.oid())) {
            return "whether someone is building it could not be seen this time";
        }
        return builders.get(actual.oid()).stream()
                .map(builder -> builder.describe(builder.activityOn(actual.oid(), index.name())))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
