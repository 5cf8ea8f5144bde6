package dev.compositeindex.health;

import dev.compositeindex.catalog.BuildObserver;
import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.IndexAddress;
import dev.compositeindex.catalog.LiveIndex;
import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.catalog.PossibleBuilder;
import dev.compositeindex.catalog.ScratchTransaction;
import dev.compositeindex.catalog.Snapshot;
import dev.compositeindex.catalog.SnapshotReader;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.text.FileText;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.VerificationReport;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Reports on the indexes of a database, and changes nothing in it. Instances are immutable; each report borrows one
 * connection of each data source at a time, and takes a small number of round trips, whatever is declared.
 */
public final class IndexHealth {

    /** What is scanned at all is usually scanned once a month. */
    private static final Duration A_MONTH = Duration.ofDays(30);

    /** Flyway's default location. */
    private static final String SCRIPTS = "db/migration/";

    /** What is read was dropped meanwhile, which the server takes for an error of its own; or a standby replays that. */
    private static final Set<String> PASSING = Set.of("XX000", "40001", "40P01");

    private static final int MOST_TRIES = 3;

    private final List<DataSource> nodes;
    private final Duration sufficient;
    private final Function<String, Optional<String>> scripts;

    private IndexHealth(List<DataSource> nodes, Duration sufficient, Function<String, Optional<String>> scripts) {
        this.nodes = List.copyOf(nodes);
        this.sufficient = sufficient;
        this.scripts = scripts;
    }

    /**
     * Reports on a database.
     *
     * @param primary leads to it
     * @param replicas lead to its replicas, each of which counts for itself
     */
    public static IndexHealth of(DataSource primary, DataSource... replicas) {
        return new IndexHealth(
                Stream.concat(Stream.of(primary), Arrays.stream(replicas)).toList(), A_MONTH, IndexHealth::onClassPath);
    }

    /** The same, but it takes another time without a scan, instead of 30 days, to call an index unused. */
    public IndexHealth unusedAfter(Duration time) {
        return new IndexHealth(nodes, time, scripts);
    }

    /**
     * The same, but it reads elsewhere which migration made which index, instead of in {@code db/migration} on the class path.
     *
     * @param texts gives the text of a script, by the name that Flyway's history has for it
     */
    public IndexHealth withScripts(Function<String, Optional<String>> texts) {
        return new IndexHealth(nodes, sufficient, texts);
    }

    /**
     * Verifies what is declared, and says how all indexes of its tables do.
     *
     * @throws dev.compositeindex.verify.IndexVerificationException if the declarations cannot be verified
     * @throws IndexHealthException if the counters cannot be read
     */
    public HealthReport report(IndexRegistry registry) {
        return report(registry, IndexVerifier.of(nodes.get(0)).verify(registry));
    }

    /**
     * The same where the verdicts are known.
     *
     * @throws IndexHealthException if the counters cannot be read
     */
    public HealthReport report(IndexRegistry registry, VerificationReport verification) {
        List<IndexAddress> tables = registry.indexes().stream()
                .map(index -> new IndexAddress(index.schema(), index.table(), ""))
                .distinct()
                .toList();
        for (int tries = 1; ; tries++) {
            try {
                return report(registry.indexes(), tables, verification);
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !PASSING.contains(String.valueOf(e.getSQLState()))) {
                    throw IndexHealthException.of(e);
                }
            }
        }
    }

    private HealthReport report(
            List<IndexDefinition> declared, List<IndexAddress> tables, VerificationReport verification)
            throws SQLException {
        List<Snapshot> snapshots = new ArrayList<>();
        Set<Long> leftovers = new HashSet<>();
        for (DataSource node : nodes) {
            try (Connection connection = node.getConnection();
                    ScratchTransaction transaction = ScratchTransaction.begin(connection)) {
                Snapshot snapshot = new SnapshotReader(connection).read(tables);
                if (snapshots.isEmpty() && !transaction.onStandby() && transaction.seesNewCommits()) {
                    leftovers.addAll(leftovers(connection, unfinished(snapshot, declared)));
                }
                snapshots.add(snapshot);
            }
        }
        return Assembly.report(snapshots, verification, leftovers, sufficient, scripts);
    }

    /** The undeclared indexes that cannot be used. */
    private static List<IndexAddress> unfinished(Snapshot snapshot, List<IndexDefinition> declared) {
        List<IndexAddress> unfinished = new ArrayList<>();
        for (LiveIndex index : snapshot.indexes()) {
            LiveTable table = snapshot.table(index.table()).orElseThrow();
            if (!index.state().usable()
                    && declared.stream().noneMatch(definition -> Assembly.isOf(definition, table, index.name()))) {
                unfinished.add(new IndexAddress(table.schema(), table.name(), index.name()));
            }
        }
        return unfinished;
    }

    /** Those of them that nobody was building when they were looked at twice. */
    private static Set<Long> leftovers(Connection connection, List<IndexAddress> unfinished) throws SQLException {
        if (unfinished.isEmpty()) {
            return Set.of();
        }
        CatalogReader catalog = new CatalogReader(connection);
        List<CatalogEntry.Index> first = unusable(catalog.readPastLocks(unfinished));
        Map<Long, List<PossibleBuilder>> builders = new BuildObserver(connection).observe(first);
        Set<Long> leftovers = new HashSet<>();
        for (CatalogEntry.Index index : unusable(catalog.readPastLocks(unfinished))) {
            if (first.stream().anyMatch(before -> before.oid() == index.oid())
                    && builders.getOrDefault(index.oid(), List.of()).isEmpty()) {
                leftovers.add(index.oid());
            }
        }
        return leftovers;
    }

    private static List<CatalogEntry.Index> unusable(List<CatalogEntry> found) {
        return found.stream()
                .filter(CatalogEntry.Index.class::isInstance)
                .map(CatalogEntry.Index.class::cast)
                .filter(index -> !index.state().usable())
                .toList();
    }

    private static Optional<String> onClassPath(String script) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream text =
                (loader == null ? IndexHealth.class.getClassLoader() : loader).getResourceAsStream(SCRIPTS + script)) {
            return text == null ? Optional.empty() : Optional.of(FileText.read(script, text));
        } catch (IOException e) {
            // It tells no more than if it was not there.
            return Optional.empty();
        }
    }
}
