package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The timeouts that would end a build in the middle, as a session has them, whoever has set them: the role, the database or
 * the pool. Our scripts switch them off and reset them; what a pool has set itself, only this gives back.
 *
 * @param values their values, by name
 * @param networkTimeout how many milliseconds the driver waits for an answer, as {@code socketTimeout} sets it; 0 for no limit
 */
record Limits(Map<String, String> values, int networkTimeout) {

    private static final List<String> NAMES =
            List.of("statement_timeout", "lock_timeout", "transaction_timeout", "idle_session_timeout");

    /** Those of a session, as they are now. */
    static Limits of(Connection connection) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : NAMES) {
            // transaction_timeout exists from 17 on.
            String value = Sql.text(connection, "SELECT pg_catalog.current_setting(?, true)", name);
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }
        return new Limits(values, networkTimeout(connection));
    }

    /** Data sources may wrap connections without all methods. */
    private static int networkTimeout(Connection connection) throws SQLException {
        try {
            return connection.getNetworkTimeout();
        } catch (SQLFeatureNotSupportedException e) {
            return 0;
        }
    }

    /** Switches them off. */
    void lift(Connection connection) throws SQLException {
        liftOfNetwork(connection);
        for (String name : values.keySet()) {
            set(connection, name, "0");
        }
    }

    /** Switches off only the one that no script can. */
    void liftOfNetwork(Connection connection) throws SQLException {
        if (networkTimeout != 0) {
            connection.setNetworkTimeout(Runnable::run, 0);
        }
    }

    /** Gives them the values that they had. */
    void restore(Connection connection) throws SQLException {
        if (networkTimeout != 0) {
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
        }
        for (Map.Entry<String, String> limit : values.entrySet()) {
            set(connection, limit.getKey(), limit.getValue());
        }
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        Sql.text(connection, "SELECT pg_catalog.set_config(?, ?, false)", name, value);
    }
}
