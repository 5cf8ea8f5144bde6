package dev.compositeindex.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the database looks like when something is wrong, for who has to find out why. */
final class Evidence {
    private static final List<Map.Entry<String, String>> QUERIES = List.of(
            Map.entry("history", "SELECT * FROM flyway_schema_history ORDER BY installed_rank"),
            Map.entry("indexes (oid, relfilenode, valid, ready, live, definition)", """
                    SELECT c.oid, c.relfilenode, i.indisvalid, i.indisready, i.indislive, pg_get_indexdef(c.oid)
                      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                     WHERE c.oid >= 16384 ORDER BY c.oid"""),
            Map.entry("sessions", """
                    SELECT pid, application_name, state, wait_event_type, wait_event, backend_xmin, xact_start, query_start, query
                      FROM pg_stat_activity WHERE datname = current_database() ORDER BY pid"""),
            Map.entry("builds", "SELECT * FROM pg_stat_progress_create_index"),
            Map.entry("locks", """
                    SELECT pid, locktype, relation::regclass, classid, objid, virtualxid, transactionid, mode, granted
                      FROM pg_locks ORDER BY pid, locktype"""),
            Map.entry("prepared transactions", "SELECT * FROM pg_prepared_xacts"));

    private Evidence() {}

    /** Writes it all into a file. */
    static void write(Connection connection, Path file) throws SQLException, IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> query : QUERIES) {
            lines.add("== " + query.getKey());
            Sql.rows(connection, query.getValue()).forEach(row -> lines.add(String.join(" | ", row)));
            lines.add("");
        }
        Files.write(file, lines);
    }
}
