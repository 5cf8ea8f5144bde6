package dev.compositeindex.verify;

import dev.compositeindex.catalog.BuildObserver;
import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.IndexAddress;
import dev.compositeindex.catalog.PossibleBuilder;
import dev.compositeindex.catalog.ScratchTransaction;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Compares the declared indexes with those of a database. Safe for use by several threads; each call borrows one
 * connection at a time, changes nothing and gives the connection back as it was.
 */
public final class IndexVerifier {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** What the catalogue is read of was dropped meanwhile, which the server takes for an error of its own. */
    private static final String GONE = "XX000";

    /** How often that may be, and how often a standby may cancel reading, or end the session, because of what it replays. */
    private static final int MOST_TRIES = 3;

    private static final Set<String> RECOVERY_CONFLICTS = Set.of("40001", "40P01");

    private final DataSource dataSource;
    private final boolean mayCreate;

    private IndexVerifier(DataSource dataSource, boolean mayCreate) {
        this.dataSource = dataSource;
        this.mayCreate = mayCreate;
    }

    /** A verifier for the database that a data source connects to, as the role that it connects as. */
    public static IndexVerifier of(DataSource dataSource) {
        return new IndexVerifier(dataSource, true);
    }

    /**
     * The same, but it creates nothing, not even what is rolled back: its transaction is read-only. So what has more than
     * columns and their order is {@link Verdict#UNKNOWN}, unless it is known to differ. For databases where DDL has a price, as
     * with event triggers, or logical replication that any of it disturbs.
     */
    public IndexVerifier withoutDdl() {
        return new IndexVerifier(dataSource, false);
    }

    /**
     * A verdict for each declared index, in the order of the registry. All are read in one round trip, and two
     * more look for what has the place of a missing one under another name. Those with more
     * than columns and their order (predicates, expressions, collations, operator classes) need a second one, a primary, and
     * the privileges to create temporary tables and to read the indexed ones. Without these, and on a table that is locked
     * for more than ten seconds, such an index is {@link Verdict#UNKNOWN}. All are on a standby that cancels reading time and
     * again, because of what it replays.
     *
     * @throws IndexVerificationException if the catalogue cannot be read
     */
    public VerificationReport verify(IndexRegistry registry) {
        List<IndexDefinition> declared = registry.indexes();
        if (declared.isEmpty()) {
            return new VerificationReport(List.of());
        }
        for (int tries = 1; ; tries++) {
            try {
                return new VerificationReport(read(declared));
            } catch (RecoveryConflict e) {
                if (tries == MOST_TRIES) {
                    return new VerificationReport(
                            declared.stream().map(Judge::unread).toList());
                }
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !GONE.equals(e.getSQLState())) {
                    throw IndexVerificationException.of(e);
                }
            }
        }
    }

    private List<IndexVerdict> read(List<IndexDefinition> declared) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                ScratchTransaction transaction = ScratchTransaction.begin(connection, mayCreate)) {
            try {
                return verdicts(connection, transaction, declared);
            } catch (SQLException e) {
                throw transaction.onStandby() && RECOVERY_CONFLICTS.contains(String.valueOf(e.getSQLState()))
                        ? new RecoveryConflict(e)
                        : e;
            }
        }
    }

    private List<IndexVerdict> verdicts(
            Connection connection, ScratchTransaction transaction, List<IndexDefinition> declared) throws SQLException {
        List<IndexAddress> addresses = declared.stream()
                .map(index -> new IndexAddress(index.schema(), index.table(), index.name()))
                .toList();
        List<CatalogEntry> found = read(connection, addresses);
        Map<Long, List<PossibleBuilder>> builders = Map.of();
        List<CatalogEntry.Index> unfinished = unfinished(found);
        if (!unfinished.isEmpty() && !transaction.onStandby() && transaction.seesNewCommits()) {
            // What is not valid now, was not valid before either, and had no builder in between, is a leftover. Without
            // the second look, a build that ended after the first one would be taken for dead.
            builders = new BuildObserver(connection).observe(unfinished);
            found = read(connection, addresses);
        }
        Namesakes namesakes = Namesakes.read(connection, declared, missing(declared, found));
        Expectations expectations = new Expectations(connection, noProbes(transaction.onStandby()));
        Map<IndexDefinition, Expectation> expected = expectations.of(onTheirTables(declared, found));
        Judge judge = new Judge(transaction.onStandby(), builders, namesakes.equal(expectations));
        List<IndexVerdict> verdicts = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            IndexDefinition index = declared.get(i);
            Expectation expectation = expected.getOrDefault(index, Expectation.written(index, Obstacle.NONE));
            verdicts.add(judge.judge(index, found.get(i), expectation));
        }
        return verdicts;
    }

    /** Why nothing can be built to compare. */
    private Optional<Obstacle> noProbes(boolean onStandby) {
        if (onStandby) {
            return Optional.of(Obstacle.STANDBY);
        }
        return mayCreate ? Optional.empty() : Optional.of(Obstacle.NO_DDL);
    }

    private static List<IndexDefinition> missing(List<IndexDefinition> declared, List<CatalogEntry> found) {
        List<IndexDefinition> missing = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            if (found.get(i) instanceof CatalogEntry.Nothing nothing
                    && nothing.reason().isEmpty()) {
                missing.add(declared.get(i));
            }
        }
        return missing;
    }

    /** Waits for locks at first, but not for ever. */
    private static List<CatalogEntry> read(Connection connection, List<IndexAddress> addresses) throws SQLException {
        CatalogReader catalog = new CatalogReader(connection);
        Savepoint before = connection.setSavepoint();
        try {
            return catalog.read(addresses);
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            ScratchTransaction.undo(connection, before, e);
            return catalog.readPastLocks(addresses);
        }
    }

    private static List<CatalogEntry.Index> unfinished(List<CatalogEntry> found) {
        return found.stream()
                .filter(CatalogEntry.Index.class::isInstance)
                .map(CatalogEntry.Index.class::cast)
                .filter(index -> !index.state().usable())
                .toList();
    }

    private static Map<IndexDefinition, CatalogEntry.Index> onTheirTables(
            List<IndexDefinition> declared, List<CatalogEntry> found) {
        Map<IndexDefinition, CatalogEntry.Index> indexes = new LinkedHashMap<>();
        for (int i = 0; i < declared.size(); i++) {
            if (found.get(i) instanceof CatalogEntry.Index actual && actual.onDeclaredTable()) {
                indexes.put(declared.get(i), actual);
            }
        }
        return indexes;
    }

    /** A standby replays what whoever reads there stands in the way of. */
    private static final class RecoveryConflict extends SQLException {

        private static final long serialVersionUID = 1L;

        private RecoveryConflict(SQLException cause) {
            super(cause);
        }
    }
}
