package dev.compositeindex.verify;

import dev.compositeindex.catalog.BuildObserver;
import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.Found;
import dev.compositeindex.catalog.Holder;
import dev.compositeindex.catalog.IndexAddress;
import dev.compositeindex.catalog.ScratchTransaction;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Compares the declared indexes with those of a database. Safe for use by several threads; each call borrows one
 * connection, changes nothing and gives the connection back as it was.
 */
public final class IndexVerifier {

    private final DataSource dataSource;

    private IndexVerifier(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A verifier for the database that a data source connects to, as the role that it connects as. */
    public static IndexVerifier of(DataSource dataSource) {
        return new IndexVerifier(dataSource);
    }

    /**
     * A verdict for each declared index, in the order of the registry. All are read in one round trip; predicates need a
     * second one, and the privilege to create temporary tables.
     *
     * @throws IndexVerificationException if the database cannot be read
     */
    public VerificationReport verify(IndexRegistry registry) {
        List<IndexDefinition> declared = registry.indexes();
        if (declared.isEmpty()) {
            return new VerificationReport(List.of());
        }
        try (Connection connection = dataSource.getConnection();
                ScratchTransaction transaction = ScratchTransaction.begin(connection)) {
            return new VerificationReport(verdicts(connection, transaction, declared));
        } catch (SQLException e) {
            throw IndexVerificationException.of(e);
        }
    }

    private static List<IndexVerdict> verdicts(
            Connection connection, ScratchTransaction transaction, List<IndexDefinition> declared) throws SQLException {
        CatalogReader catalog = new CatalogReader(connection);
        List<IndexAddress> addresses = declared.stream()
                .map(index -> new IndexAddress(index.schema(), index.table(), index.name()))
                .toList();
        List<Found> found = catalog.read(addresses);
        Map<Long, List<Holder>> holders = Map.of();
        List<Found.Index> unfinished = unfinished(found);
        if (!unfinished.isEmpty() && transaction.seesNewCommits()) {
            // What is not valid now, was not valid before either, and had no builder in between, is a leftover. Without
            // the second look, a build that ended after the first one would be taken for dead.
            holders = new BuildObserver(connection).observe(unfinished);
            found = catalog.read(addresses);
        }
        Map<IndexDefinition, PrintedPredicate> predicates =
                new PredicatePrinter(connection).print(partial(declared, found));
        List<IndexVerdict> verdicts = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            PrintedPredicate predicate = predicates.getOrDefault(declared.get(i), PrintedPredicate.NONE);
            verdicts.add(Judge.judge(declared.get(i), found.get(i), holders, predicate));
        }
        return verdicts;
    }

    private static List<Found.Index> unfinished(List<Found> found) {
        return found.stream()
                .filter(Found.Index.class::isInstance)
                .map(Found.Index.class::cast)
                .filter(index -> !index.state().usable())
                .toList();
    }

    /** The declared partial indexes that are found on their tables, with these. */
    private static Map<IndexDefinition, String> partial(List<IndexDefinition> declared, List<Found> found) {
        Map<IndexDefinition, String> tables = new LinkedHashMap<>();
        for (int i = 0; i < declared.size(); i++) {
            if (!declared.get(i).where().isEmpty()
                    && found.get(i) instanceof Found.Index index
                    && index.onDeclaredTable()) {
                tables.put(declared.get(i), index.table());
            }
        }
        return tables;
    }
}
