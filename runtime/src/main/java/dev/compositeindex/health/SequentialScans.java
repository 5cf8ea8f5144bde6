package dev.compositeindex.health;

import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Finding.Kind;
import java.util.List;

/** Finds large tables that are often read from their beginning. */
final class SequentialScans implements Check {

    /** A smaller table is read in a few milliseconds. */
    private static final int LARGE = 10_000;

    /** Fewer may be dumps, reports, or builds of indexes. */
    private static final int OFTEN = 50;

    @Override
    public List<Finding> findings(Facts facts) {
        return facts.tables().stream()
                .filter(SequentialScans::isReadWhole)
                .map(
                        table -> facts.finding(
                                Kind.SEQUENTIAL_SCANS,
                                Confidence.POSSIBLE,
                                table,
                                "Read from its beginning %d times since %s, %d rows each, of about %.0f (%s); by an index %d times."
                                        .formatted(
                                                table.sequentialScans(),
                                                facts.window().since(),
                                                table.sequentialRows() / table.sequentialScans(),
                                                table.rows(),
                                                Names.bytes(table.bytes()),
                                                table.indexScans()),
                                "Find the query (pg_stat_statements, auto_explain), and declare an index for it; dumps and reports may read whole tables."))
                .toList();
    }

    private static boolean isReadWhole(LiveTable table) {
        return table.rows() >= LARGE
                && table.sequentialScans() >= OFTEN
                && table.sequentialScans() * 10 >= table.indexScans()
                && table.sequentialRows() / table.sequentialScans() >= table.rows() / 2;
    }
}
