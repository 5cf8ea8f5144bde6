package dev.compositeindex.example.workload;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Runs the queries.
 *
 * <p>"Without" an index means that it is dropped, in a transaction that is rolled back: the server then makes the plan
 * that it would make if the index had never been there, which switching off scan types in the planner does not give. The
 * price is an exclusive lock on the table for the time of the measurement, so this is for databases of one's own.
 */
public final class Workload {

    /** How often a slow plan is run. */
    public static final int FEWEST_RUNS = 5;

    /** How often a plan is run that takes next to no time. */
    public static final int MOST_RUNS = 41;

    /** No further runs after this long in the server. */
    private static final double ENOUGH_MILLIS = 200;

    /** Reading the clock for every row would cost more than many of these steps: the total is enough. */
    private static final String EXPLAIN = "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ";

    /** So often the server plans a prepared statement for its parameters before it decides which plan to keep. */
    private static final int CUSTOM_PLANS = 5;

    private final DataSource dataSource;
    private final List<IndexDefinition> declared;
    private final PlanReader reader = new PlanReader();

    /** A workload on a database that has the declared indexes and sample data. */
    public Workload(DataSource dataSource, IndexRegistry registry) {
        this.dataSource = dataSource;
        this.declared = registry.indexes();
    }

    /** Runs each query so many times, as the application would. */
    public void run(List<Query> queries, int times) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            for (Query query : queries) {
                try (PreparedStatement statement = prepare(connection, query.sql(), query)) {
                    for (int i = 0; i < times; i++) {
                        statement.executeQuery().close();
                    }
                }
            }
            flushStatistics(connection);
        }
    }

    /** Measures a query with and without indexes. */
    public Measurement measure(Query query) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Plan with = median(connection, query);
            Plan kept = medianKept(connection, query);
            List<IndexDefinition> ofTable = declared.stream()
                    .filter(index -> index.table().equals(query.table()))
                    .toList();
            List<IndexDefinition> used = ofTable.stream()
                    .filter(index -> with.indexes().contains(index.name()))
                    .toList();
            Optional<Plan> withoutIt =
                    used.isEmpty() ? Optional.empty() : Optional.of(medianWithout(connection, query, used));
            return new Measurement(query, with, kept, withoutIt, medianWithout(connection, query, ofTable));
        }
    }

    private Plan medianWithout(Connection connection, Query query, Collection<IndexDefinition> dropped)
            throws SQLException {
        connection.setAutoCommit(false);
        Plan plan;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '10s'");
            for (IndexDefinition index : dropped) {
                statement.execute("DROP INDEX " + statement.enquoteIdentifier(index.name(), true));
            }
            plan = median(connection, query);
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
        connection.rollback();
        connection.setAutoCommit(true);
        return plan;
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is lost, and with it the transaction; why is in the first exception.
            reason.addSuppressed(e);
        }
    }

    private Plan median(Connection connection, Query query) throws SQLException {
        try (PreparedStatement statement = prepare(connection, EXPLAIN + query.sql(), query)) {
            // The first time is for warming the caches.
            run(statement);
            return median(statement);
        }
    }

    /** EXPLAIN of a statement with parameters always plans for these; of EXECUTE, it shows what EXECUTE would do. */
    private Plan medianKept(Connection connection, Query query) throws SQLException {
        StringBuilder execute = new StringBuilder(EXPLAIN + "EXECUTE kept");
        String sql = query.sql();
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < query.parameters().size(); i++) {
                sql = sql.replaceFirst("[?]", "\\$" + (i + 1));
                execute.append(i == 0 ? "(" : ", ")
                        .append(statement.enquoteLiteral(
                                query.parameters().get(i).toString()));
            }
            execute.append(query.parameters().isEmpty() ? "" : ")");
            statement.execute("PREPARE kept AS " + sql);
            try (PreparedStatement explain = connection.prepareStatement(execute.toString())) {
                for (int i = 0; i < CUSTOM_PLANS; i++) {
                    run(explain);
                }
                return median(explain);
            } finally {
                statement.execute("DEALLOCATE kept");
            }
        }
    }

    private Plan median(PreparedStatement statement) throws SQLException {
        List<Plan> plans = new ArrayList<>();
        double spent = 0;
        while (plans.size() < FEWEST_RUNS || (plans.size() < MOST_RUNS && spent < ENOUGH_MILLIS)) {
            Plan plan = run(statement);
            plans.add(plan);
            spent += plan.executionMillis();
        }
        plans.sort(Comparator.comparingDouble(Plan::executionMillis));
        return plans.get(plans.size() / 2);
    }

    private Plan run(PreparedStatement explain) throws SQLException {
        try (ResultSet answer = explain.executeQuery()) {
            answer.next();
            return reader.read(answer.getString(1));
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Query query) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < query.parameters().size(); i++) {
            statement.setObject(i + 1, query.parameters().get(i));
        }
        return statement;
    }

    /** Sessions report what they counted at most once a second; those that ask next should see all of it. */
    private static void flushStatistics(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() >= 15) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_stat_force_next_flush()");
            }
        }
    }
}
