package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Where a call of Flyway has come to.
 *
 * @param process the server's process of Flyway's session
 * @param onStandby whether this is a standby, where nothing can be changed
 * @param history the table that Flyway uses
 * @param historyExists whether it was there
 */
record Arrival(int process, boolean onStandby, HistoryTable history, boolean historyExists) {

    private static final String SQL = """
            SELECT pg_catalog.pg_backend_pid() AS process,
                   pg_catalog.pg_is_in_recovery() AS standby,
                   h.schema_name,
                   CASE WHEN h.schema_name IS NOT NULL
                        THEN pg_catalog.to_regclass(pg_catalog.format('%%I.%%I', h.schema_name, ?::pg_catalog.text)) IS NOT NULL
                        ELSE false END AS history,
                   CASE WHEN pg_catalog.pg_backend_pid() OPERATOR(pg_catalog.=) ?
                        THEN pg_catalog.concat(%s) END
              FROM (SELECT coalesce(?::pg_catalog.text, pg_catalog.current_schema()::pg_catalog.text) AS schema_name) h
            """.formatted(SessionSettings.KEEPALIVES.entrySet().stream()
            .map(keepalive ->
                    "pg_catalog.set_config('%s', '%s', false)".formatted(keepalive.getKey(), keepalive.getValue()))
            .collect(Collectors.joining(", ")));

    /**
     * Looks, on a connection whose current schema is as Flyway found it; and makes the server notice when this machine is gone, if
     * the session is surely this connection's own. That it keeps: it does a pool no harm.
     */
    static Arrival of(Configuration configuration, Connection connection) throws SQLException {
        String schema = configuration.getDefaultSchema();
        if (schema == null && configuration.getSchemas().length > 0) {
            schema = configuration.getSchemas()[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, configuration.getTable());
            statement.setInt(2, Backend.of(connection));
            statement.setString(3, schema);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String found = row.getString("schema_name");
                return new Arrival(
                        row.getInt("process"),
                        row.getBoolean("standby"),
                        new HistoryTable(found == null ? "" : found, configuration.getTable()),
                        row.getBoolean("history"));
            }
        }
    }
}
