package dev.compositeindex.plans;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks the server for plans, of a statement and without running it. What it sets is over with the question, in the
 * transaction that the connection is in, or in one of its own.
 */
final class Planner {

    /**
     * What the server is told not to do, one after the other. On tables of tests, small or empty, reading all is the best that
     * one can do; on large ones, these are the plans that are left.
     */
    private static final List<List<String>> AVOIDED = List.of(
            List.of(),
            List.of("seqscan"),
            List.of("seqscan", "bitmapscan"),
            List.of("seqscan", "bitmapscan", "sort"),
            List.of("seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"));

    private static final String NAME = "compositeindex_plan";

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    interface Values {
        void setOn(PreparedStatement statement) throws SQLException;
    }

    /** Something that is asked for. */
    @FunctionalInterface
    private interface Question<A> {
        A ask() throws SQLException;
    }

    private final Connection connection;

    Planner(Connection connection) {
        this.connection = connection;
    }

    /** The plans for any values: those that a prepared statement is kept with, in a pool or by the driver. */
    List<QueryPlan> generic(String sql) throws SQLException {
        return plans(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL plan_cache_mode = force_generic_plan");
                // A plan that is kept does not mind what was set meanwhile.
                statement.execute("PREPARE " + NAME + " AS " + connection.nativeSQL(sql));
                try {
                    String execute = " EXECUTE " + NAME + parameters();
                    return new QueryPlan(
                            PlanXml.read(text("EXPLAIN (COSTS OFF, FORMAT XML)" + execute)),
                            text("EXPLAIN (COSTS OFF)" + execute));
                } finally {
                    statement.execute("DEALLOCATE " + NAME);
                }
            }
        });
    }

    /** The plans for these very values. */
    List<QueryPlan> custom(String sql, Values values) throws SQLException {
        return plans(() -> new QueryPlan(
                PlanXml.read(text("EXPLAIN (COSTS OFF, FORMAT XML) " + sql, values)),
                text("EXPLAIN (COSTS OFF) " + sql, values)));
    }

    /** The indexes of tables, and those with certain names. */
    List<KnownIndex> indexes(List<String> tables, List<String> names) throws SQLException {
        return undone(() -> KnownIndex.read(connection, tables, names));
    }

    /** One of each kind; the first is what the server would do now. */
    private List<QueryPlan> plans(Question<QueryPlan> question) throws SQLException {
        Map<PlanStep, QueryPlan> plans = new LinkedHashMap<>();
        for (List<String> avoided : AVOIDED) {
            QueryPlan plan = undone(() -> {
                try (Statement statement = connection.createStatement()) {
                    for (String what : avoided) {
                        statement.execute("SET LOCAL enable_" + what + " = off");
                    }
                }
                return question.ask();
            });
            plans.putIfAbsent(plan.root(), plan);
        }
        return new ArrayList<>(plans.values());
    }

    private <A> A undone(Question<A> question) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        try {
            Savepoint before = connection.setSavepoint();
            try {
                return question.ask();
            } finally {
                connection.rollback(before);
            }
        } finally {
            if (autoCommit) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** As many as the prepared statement has, none of them known. */
    private String parameters() throws SQLException {
        int number = Integer.parseInt(text("SELECT pg_catalog.cardinality(parameter_types)"
                + " FROM pg_catalog.pg_prepared_statements WHERE name OPERATOR(pg_catalog.=) '" + NAME + "'"));
        return number == 0
                ? ""
                : Stream.generate(() -> "NULL").limit(number).collect(Collectors.joining(", ", "(", ")"));
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return lines(rows);
        }
    }

    private String text(String sql, Values values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            values.setOn(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return lines(rows);
            }
        }
    }

    private static String lines(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
            lines.add(rows.getString(1));
        }
        return String.join("\n", lines);
    }
}
