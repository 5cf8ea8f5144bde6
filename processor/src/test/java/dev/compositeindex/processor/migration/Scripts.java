package dev.compositeindex.processor.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Runs scripts as Flyway does: statement by statement, in a transaction if the configuration says so. */
final class Scripts {
    private static final Pattern STATEMENT = Pattern.compile(
            "(?:[^;'\"$-]++|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|\\$(\\w*)\\$.*?\\$\\1\\$|--[^\\n]*+|[$-])++;",
            Pattern.DOTALL);

    private Scripts() {}

    static void run(Connection connection, Step step) throws SQLException {
        boolean transaction = step.configuration().contains("executeInTransaction=true");
        connection.setAutoCommit(!transaction);
        try (Statement statement = connection.createStatement()) {
            for (String part : statements(step.text())) {
                statement.execute(part);
            }
            if (transaction) {
                connection.commit();
            }
        } catch (SQLException e) {
            if (transaction) {
                connection.rollback();
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static List<String> statements(String script) {
        return STATEMENT.matcher(script).results().map(MatchResult::group).toList();
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
