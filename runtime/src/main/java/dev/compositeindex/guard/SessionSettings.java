package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a session has set, whoever has set it: the role, the database or the pool. What a pool has set itself, only this gives
 * back.
 *
 * @param process the session's process on the server
 * @param values the settings that are given back, by name
 * @param networkTimeout how many milliseconds the driver waits for an answer, as {@code socketTimeout} sets it; 0 for no limit
 */
record SessionSettings(int process, Map<String, String> values, int networkTimeout) {

    /** What ends a session that does nothing. */
    static final String IDLE = "idle_session_timeout";

    /**
     * With these, the server notices within a minute that a client's machine is gone, also while the network has what it has
     * sent. Until then it would keep the session, and its locks, for hours.
     */
    static final Map<String, String> KEEPALIVES = keepalives();

    /** The timeouts that would end a build in the middle. {@code transaction_timeout} exists from 17 on. */
    private static final String LIMITS = "statement_timeout, lock_timeout, transaction_timeout";

    /** Switches them off. */
    private static final String LIFT = """
            SELECT p.pid, s.name, s.setting,
                   CASE WHEN s.setting OPERATOR(pg_catalog.<>) '0'
                        THEN pg_catalog.set_config(s.name, '0', false) END
              FROM (SELECT pg_catalog.pg_backend_pid() AS pid) p,
                   (SELECT n.name, pg_catalog.current_setting(n.name, true) AS setting
                      FROM pg_catalog.unnest('{%s}'::pg_catalog.text[]) AS n (name) OFFSET 0) s
            """;

    /**
     * Leaves the limits to the script, and keeps the server from telling what each {@code IF NOT EXISTS} skips.
     */
    private static final String QUIET = """
            SELECT p.pid, s.name, s.setting,
                   CASE WHEN (s.name, s.setting) OPERATOR(pg_catalog.=) ('client_min_messages', 'notice')
                        THEN pg_catalog.set_config(s.name, 'warning', false)
                        %2$s END
              FROM (SELECT pg_catalog.pg_backend_pid() AS pid) p,
                   (SELECT n.name, pg_catalog.current_setting(n.name, true) AS setting
                      FROM pg_catalog.unnest('{%1$s}'::pg_catalog.text[])
                           AS n (name) OFFSET 0) s
            """.formatted(
                    LIMITS + ", " + IDLE + ", client_min_messages, " + String.join(", ", KEEPALIVES.keySet()),
                    KEEPALIVES.entrySet().stream()
                            .map(keepalive ->
                                    "WHEN s.name OPERATOR(pg_catalog.=) '%1$s' THEN pg_catalog.set_config('%1$s', '%2$s', false)"
                                            .formatted(keepalive.getKey(), keepalive.getValue()))
                            .collect(Collectors.joining(" ")));

    private static final String RESTORE = """
            SELECT pg_catalog.pg_advisory_unlock(l.kind, l.subject)::pg_catalog.text
              FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.int4[]), pg_catalog.unnest(?::pg_catalog.int4[])) AS l (kind, subject)
             UNION ALL
            SELECT pg_catalog.set_config(s.name, s.setting, false)
              FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[])) AS s (name, setting)
            """;

    private static Map<String, String> keepalives() {
        Map<String, String> keepalives = new LinkedHashMap<>();
        keepalives.put("tcp_keepalives_idle", "30");
        keepalives.put("tcp_keepalives_interval", "10");
        keepalives.put("tcp_keepalives_count", "3");
        keepalives.put("tcp_user_timeout", "60000");
        return Collections.unmodifiableMap(keepalives);
    }

    /** The settings of a session without limits from now on. */
    static SessionSettings lift(Connection connection) throws SQLException {
        return lift(LIMITS + ", " + IDLE, connection);
    }

    /** The same, but it may not be idle for longer than before. */
    static SessionSettings liftBesidesIdle(Connection connection) throws SQLException {
        return lift(LIMITS, connection);
    }

    private static SessionSettings lift(String limits, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIFT.formatted(limits))) {
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

    /** The same, with one more to give back. */
    SessionSettings with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put(name, value);
        return new SessionSettings(process, all, networkTimeout);
    }

    /** Switches off the limit that no script can. */
    void liftOfNetwork(Connection connection) throws SQLException {
        if (networkTimeout != 0) {
            connection.setNetworkTimeout(Runnable::run, 0);
        }
    }

    /** Does something in a session without limits. That they cannot be given back never hides what went wrong before. */
    @SuppressWarnings("try") // it is there for its end
    static void withoutLimits(Connection connection, Sql.Work work) throws SQLException {
        SessionSettings settings = lift(connection);
        settings.liftOfNetwork(connection);
        try (Restoration ignored = () -> settings.restore(connection, List.of())) {
            work.run();
        }
    }

    /** What is done at the end; if something went wrong before, what goes wrong here is said after that. */
    private interface Restoration extends AutoCloseable {
        @Override
        void close() throws SQLException;
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
