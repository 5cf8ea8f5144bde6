package dev.compositeindex.example.monitoring;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The usage of all indexes on the tables that declare some, as this one server has counted it: replicas count for
 * themselves.
 *
 * @param indexes all of them, by name
 * @param since since when they were counted
 */
public record IndexStatistics(List<IndexUsage> indexes, CountersSince since) {

    private static final String USAGE = """
            SELECT s.schemaname, s.relname, s.indexrelname, s.idx_scan, pg_relation_size(s.indexrelid) AS bytes,
                   CASE WHEN i.indisprimary THEN 'PRIMARY_KEY' WHEN i.indisunique THEN 'UNIQUE' ELSE 'PLAIN' END AS role
            FROM pg_stat_user_indexes s JOIN pg_index i USING (indexrelid)
            WHERE s.relid IN (
                SELECT to_regclass(CASE schema WHEN '' THEN format('%I', name) ELSE format('%I.%I', schema, name) END)
                FROM unnest(?, ?) AS t (schema, name))
            ORDER BY s.indexrelname, s.schemaname
            """;

    private static final String SINCE = """
            SELECT (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()) AS of_database,
                   (SELECT stats_reset FROM pg_stat_bgwriter) AS of_server,
                   pg_postmaster_start_time() AS server_start
            """;

    public IndexStatistics {
        indexes = List.copyOf(indexes);
    }

    /** Reads the counters as they are now. */
    public static IndexStatistics read(DataSource dataSource, IndexRegistry registry) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new IndexStatistics(usage(connection, registry.indexes()), since(connection));
        }
    }

    /** Sets all counters of the database to zero, also those that others watch: for a server of one's own. */
    public static void reset(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_reset()");
        }
    }

    /** The indexes that were scanned, most used first. */
    public List<IndexUsage> mostUsed(int limit) {
        return indexes.stream()
                .filter(index -> index.scans() > 0)
                .sorted(Comparator.comparingLong(IndexUsage::scans).reversed().thenComparing(IndexUsage::name))
                .limit(limit)
                .toList();
    }

    /** The indexes that were never scanned and are not needed for anything else, largest first. */
    public List<IndexUsage> unused() {
        return indexes.stream()
                .filter(index -> index.scans() == 0 && index.role() == IndexUsage.Role.PLAIN)
                .sorted(Comparator.comparingLong(IndexUsage::bytes).reversed().thenComparing(IndexUsage::name))
                .toList();
    }

    private static List<IndexUsage> usage(Connection connection, List<IndexDefinition> declared) throws SQLException {
        Map<String, String> declaredBy = new TreeMap<>();
        declared.forEach(index -> declaredBy.put(index.name(), index.declaredBy()));
        List<String> schemas = declared.stream().map(IndexDefinition::schema).toList();
        List<String> tables = declared.stream().map(IndexDefinition::table).toList();
        Array schemaArray = connection.createArrayOf("text", schemas.toArray());
        Array tableArray = connection.createArrayOf("text", tables.toArray());
        List<IndexUsage> usage = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(USAGE)) {
            statement.setArray(1, schemaArray);
            statement.setArray(2, tableArray);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String name = row.getString("indexrelname");
                    usage.add(new IndexUsage(
                            name,
                            row.getString("relname"),
                            row.getLong("idx_scan"),
                            row.getLong("bytes"),
                            IndexUsage.Role.valueOf(row.getString("role")),
                            Optional.ofNullable(declaredBy.get(name))));
                }
            }
        }
        return usage;
    }

    private static CountersSince since(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SINCE)) {
            row.next();
            return CountersSince.of(
                    instant(row, "of_database"), instant(row, "of_server"), instant(row, "server_start"));
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
