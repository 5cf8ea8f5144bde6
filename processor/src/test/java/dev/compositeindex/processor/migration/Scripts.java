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

    static void run(Connection connection, Migration migration) throws SQLException {
        run(connection, migration, Integer.MAX_VALUE);
    }

    /** What is there when it dies after so many of its statements. */
    static void run(Connection connection, Migration migration, int count) throws SQLException {
        boolean transaction = migration
                .configuration()
                .filter(text -> text.contains("executeInTransaction=false"))
                .isEmpty();
        List<String> statements = statements(migration.text());
        connection.setAutoCommit(!transaction);
        try (Statement statement = connection.createStatement()) {
            for (String part : statements.subList(0, Math.min(count, statements.size()))) {
                statement.execute(part);
            }
            if (transaction && count < statements.size()) {
                connection.rollback();
            } else if (transaction) {
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

    /** How many statements it has. */
    static int count(Migration migration) {
        return statements(migration.text()).size();
    }

    /** The migration of a few sections. */
    static Migration of(Section... sections) {
        return Migration.of(List.of(sections));
    }

    static Migration create(DeclaredIndex index) {
        return of(new Section.Create(index, false));
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
