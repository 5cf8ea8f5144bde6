package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The role and the settings of a session, for another one that is to do the same work.
 *
 * @param role as which it works
 * @param settings what was set in it, by name
 */
record SessionCopy(String role, Map<String, String> settings) {

    /** Neither the limits, which are cared for where it matters, nor what is about a transaction. */
    private static final String SET = """
            SELECT s.name, s.setting FROM pg_catalog.pg_settings s
             WHERE s.source OPERATOR(pg_catalog.=) 'session' AND s.context OPERATOR(pg_catalog.=) ANY ('{user, superuser}')
               AND s.name OPERATOR(pg_catalog.!~) '(_timeout$|^transaction_|^compositeindex[.])'
            """;

    private static final String SAME = """
            SELECT n.name, pg_catalog.current_setting(n.name) AS setting FROM pg_catalog.unnest(?::pg_catalog.text[]) AS n (name)
            """;

    private static final String COPY = """
            SELECT pg_catalog.set_config(s.name, s.setting, false)
              FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[])) AS s (name, setting)
            """;

    /** That of a session. */
    static SessionCopy of(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET)) {
            return read(statement, connection);
        }
    }

    private static SessionCopy read(PreparedStatement statement, Connection connection) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                settings.put(rows.getString("name"), rows.getString("setting"));
            }
        }
        return new SessionCopy(Sql.text(connection, "SELECT current_user"), settings);
    }

    /**
     * Makes another session like it.
     *
     * @return what that one was
     * @throws SQLException if it cannot be
     */
    SessionCopy applyTo(Connection connection) throws SQLException {
        SessionCopy before;
        try (PreparedStatement statement = connection.prepareStatement(SAME)) {
            statement.setArray(1, array(new ArrayList<>(settings.keySet()), connection));
            before = read(statement, connection);
        }
        if (!before.role().equals(role)) {
            Sql.text(connection, "SELECT pg_catalog.set_config('role', ?, false)", role);
        }
        try (PreparedStatement statement = connection.prepareStatement(COPY)) {
            statement.setArray(1, array(new ArrayList<>(settings.keySet()), connection));
            statement.setArray(2, array(new ArrayList<>(settings.values()), connection));
            statement.execute();
        }
        return before;
    }

    private static java.sql.Array array(List<String> texts, Connection connection) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
