package dev.compositeindex.plans;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Entry points of the assertions on queries, to be imported statically. */
public final class PlanAssertions {

    private PlanAssertions() {}

    /**
     * Begins an assertion on how PostgreSQL plans a query on large tables, for any values of its parameters. Nothing is
     * run, and the tables may be empty. The connection, its transaction and its settings are left as they are.
     *
     * @param connection to a database in which the tables and indexes exist
     * @param sql one statement, with a question mark, or {@code $1}, {@code $2}, for each parameter
     * @throws AssertionError if PostgreSQL cannot plan it
     */
    public static QueryAssert assertThatQuery(Connection connection, String sql) {
        return QueryAssert.of(connection, sql);
    }

    /** The same, on a connection that is borrowed meanwhile. */
    public static QueryAssert assertThatQuery(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection()) {
            return QueryAssert.of(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException("no connection: " + e.getMessage(), e);
        }
    }
}
