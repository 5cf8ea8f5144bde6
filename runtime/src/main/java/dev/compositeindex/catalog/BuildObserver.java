package dev.compositeindex.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sees who could be building indexes. Needs no privilege, but sees more with pg_read_all_stats. */
public final class BuildObserver {

    /**
     * The locks are those that builds take on the table: concurrent ones ShareUpdateExclusive, plain REINDEX Share, and
     * what rewrites the table AccessExclusive. The progress views show the process to everyone, the rest to the same role.
     */
    private static final String LOCK_OR_REPORT = lockOrReport("l.granted");

    /** With those who wait for such a lock. */
    private static final String REQUEST_OR_REPORT = lockOrReport("true");

    private static String lockOrReport(String granted) {
        return """
            SELECT l.pid
              FROM pg_catalog.pg_locks l
             WHERE (l.locktype, l.relation) OPERATOR(pg_catalog.=) ('relation', s.indrelid) AND %s
               AND l.database OPERATOR(pg_catalog.=) (
                       SELECT db.oid FROM pg_catalog.pg_database db
                        WHERE db.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
               AND l.mode OPERATOR(pg_catalog.=) ANY ('{ShareUpdateExclusiveLock, ShareLock, ShareRowExclusiveLock,
                                                        ExclusiveLock, AccessExclusiveLock}')
             UNION
            SELECT p.pid
              FROM pg_catalog.pg_stat_progress_create_index p
             WHERE (p.datname, p.relid) OPERATOR(pg_catalog.=) (pg_catalog.current_database(), s.indrelid)""".formatted(granted);
    }

    /**
     * A concurrent build gives up its lock and its progress when it has marked the index valid, but before that is
     * committed, which may take long, as with a synchronous standby.
     */
    private static final String CHANGE_OF_ENTRY = """
            SELECT l.pid
              FROM pg_catalog.pg_locks l
             WHERE l.locktype OPERATOR(pg_catalog.=) 'transactionid' AND l.transactionid OPERATOR(pg_catalog.=) s.xmax AND l.granted""";

    private static final String SQL = """
            SELECT s.indexrelid, h.pid,
                   build.pid IS NOT NULL AS reports_build,
                   build.phase,
                   build.index_relid,
                   built.relname AS built_name,
                   v.pid IS NOT NULL OR a.pid IS NOT NULL AS maintenance,
                   activity.state,
                   activity.query
              FROM %s s
              JOIN LATERAL (%s) h ON h.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
              LEFT JOIN pg_catalog.pg_stat_progress_create_index build ON build.pid OPERATOR(pg_catalog.=) h.pid
              LEFT JOIN pg_catalog.pg_class built ON built.oid OPERATOR(pg_catalog.=) build.index_relid
              LEFT JOIN pg_catalog.pg_stat_progress_vacuum v ON v.pid OPERATOR(pg_catalog.=) h.pid
              LEFT JOIN pg_catalog.pg_stat_progress_analyze a ON a.pid OPERATOR(pg_catalog.=) h.pid
              LEFT JOIN pg_catalog.pg_stat_activity activity ON activity.pid OPERATOR(pg_catalog.=) h.pid
             ORDER BY s.indexrelid, h.pid
            """;

    private static final String INDEXES = "(SELECT indexrelid, indrelid, xmax FROM pg_catalog.pg_index"
            + " WHERE indexrelid OPERATOR(pg_catalog.=) ANY (?::pg_catalog.oid[]))";

    /** One row, for a table whose indexes do not matter. */
    private static final String TABLE =
            "(SELECT oid AS indrelid, oid AS indexrelid FROM pg_catalog.unnest(?::pg_catalog.oid[]) AS t (oid))";

    private final Connection connection;

    public BuildObserver(Connection connection) {
        this.connection = connection;
    }

    /** Who could be building each of these indexes, by object identifier; a list for each, empty for nobody. */
    public Map<Long, List<PossibleBuilder>> observe(List<CatalogEntry.Index> unfinished) throws SQLException {
        Map<Long, List<PossibleBuilder>> builders = new HashMap<>();
        unfinished.forEach(index -> builders.put(index.oid(), new ArrayList<>()));
        // In this order: who no longer has the lock by now, has changed the entry before.
        observe(INDEXES, LOCK_OR_REPORT, false, builders);
        observe(INDEXES, CHANGE_OF_ENTRY, true, builders);
        return builders;
    }

    /** Who has a lock on this table that builds take, or waits for one, or reports a build on it. */
    public List<PossibleBuilder> observeTable(long table) throws SQLException {
        List<PossibleBuilder> builders = new ArrayList<>();
        observe(TABLE, REQUEST_OR_REPORT, false, Map.of(table, builders));
        return builders;
    }

    private void observe(
            String subjects, String processes, boolean changesEntry, Map<Long, List<PossibleBuilder>> builders)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL.formatted(subjects, processes))) {
            statement.setArray(
                    1, connection.createArrayOf("oid", builders.keySet().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    // The query gives only rows of what it is asked for.
                    List<PossibleBuilder> found = Objects.requireNonNull(builders.get(rows.getLong("indexrelid")));
                    found.add(builder(rows, changesEntry));
                }
            }
        }
    }

    private static PossibleBuilder builder(ResultSet rows, boolean changesEntry) throws SQLException {
        return new PossibleBuilder(
                rows.getInt("pid"),
                rows.getBoolean("reports_build"),
                orEmpty(rows, "phase"),
                rows.getLong("index_relid"),
                orEmpty(rows, "built_name"),
                rows.getBoolean("maintenance"),
                changesEntry,
                orEmpty(rows, "state"),
                orEmpty(rows, "query"));
    }

    private static String orEmpty(ResultSet rows, String column) throws SQLException {
        String value = rows.getString(column);
        return value == null ? "" : value;
    }
}
