package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a session has set, whoever has set it: the role, the database or the pool. What a pool has set itself, only this gives
 * back.
 *
 * @param process the session's process on the server
 * @param values the settings that are given back, by name
 * @param networkTimeout how many milliseconds the driver waits for an answer, as {@code socketTimeout} sets it; 0 for no limit
 */
record SessionSettings(int process, Map<String, String> values, int networkTimeout) {

    /** The timeouts that would end a build in the middle. {@code transaction_timeout} exists from 17 on. */
    private static final String LIMITS = "{statement_timeout, lock_timeout, transaction_timeout, idle_session_timeout}";

    /** Switches them off. */
    private static final String LIFT = """
            SELECT p.pid, s.name, s.setting,
                   CASE WHEN s.setting OPERATOR(pg_catalog.<>) '0'
                        THEN pg_catalog.set_config(s.name, '0', false) END
              FROM (SELECT pg_catalog.pg_backend_pid() AS pid) p,
                   (SELECT n.name, pg_catalog.current_setting(n.name, true) AS setting
                      FROM pg_catalog.unnest('%s'::pg_catalog.text[]) AS n (name) OFFSET 0) s
            """.formatted(LIMITS);

    /** Leaves the limits to the script, and keeps the server from telling what each {@code IF NOT EXISTS} skips. */
    private static final String QUIET = """
            SELECT p.pid, s.name, s.setting,
                   CASE WHEN (s.name, s.setting) OPERATOR(pg_catalog.=) ('client_min_messages', 'notice')
                        THEN pg_catalog.set_config(s.name, 'warning', false) END
              FROM (SELECT pg_catalog.pg_backend_pid() AS pid) p,
                   (SELECT n.name, pg_catalog.current_setting(n.name, true) AS setting
                      FROM pg_catalog.unnest(pg_catalog.array_append('%s'::pg_catalog.text[], 'client_min_messages'::pg_catalog.text))
                           AS n (name) OFFSET 0) s
            """.formatted(LIMITS);

    private static final String RESTORE = """
            SELECT pg_catalog.pg_advisory_unlock(l.kind, l.subject)::pg_catalog.text
              FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.int4[]), pg_catalog.unnest(?::pg_catalog.int4[])) AS l (kind, subject)
             UNION ALL
            SELECT pg_catalog.set_config(s.name, s.setting, false)
              FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[])) AS s (name, setting)
            """;

    /** The settings of a session without limits from now on. */
    static SessionSettings lift(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIFT)) {
            return read(statement, connection);
        }
    }

    /** The settings of a session that is going to run a script of ours. */
    static SessionSettings forScript(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUIET)) {
            return read(statement, connection);
        }
    }

    private static SessionSettings read(PreparedStatement statement, Connection connection) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        int process = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                process = rows.getInt("pid");
                String setting = rows.getString("setting");
                if (setting != null) {
                    values.put(rows.getString("name"), setting);
                }
            }
        }
        return new SessionSettings(process, values, networkTimeout(connection));
    }

    /** Data sources may wrap connections without all methods. */
    static int networkTimeout(Connection connection) throws SQLException {
        try {
            return connection.getNetworkTimeout();
        } catch (SQLFeatureNotSupportedException e) {
            return 0;
        }
    }

    /** Switches off the limit that no script can. */
    void liftOfNetwork(Connection connection) throws SQLException {
        if (networkTimeout != 0) {
            connection.setNetworkTimeout(Runnable::run, 0);
        }
    }

    /** Gives locks up, whatever else fails, and then the settings the values that they had. */
    void restore(Connection connection, List<AdvisoryLock> locks) throws SQLException {
        try {
            restoreAll(connection, locks);
        } catch (SQLException e) {
            // Who waits for them would wait for ever.
            AdvisoryLock.unlockAll(locks, connection);
            throw e;
        }
    }

    private void restoreAll(Connection connection, List<AdvisoryLock> locks) throws SQLException {
        if (networkTimeout != 0) {
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
        }
        try (PreparedStatement statement = connection.prepareStatement(RESTORE)) {
            statement.setArray(1, AdvisoryLock.integers(locks, AdvisoryLock::kind, connection));
            statement.setArray(2, AdvisoryLock.integers(locks, AdvisoryLock::subject, connection));
            statement.setArray(
                    3, connection.createArrayOf("text", values.keySet().toArray()));
            statement.setArray(
                    4, connection.createArrayOf("text", values.values().toArray()));
            statement.execute();
        }
    }
}
