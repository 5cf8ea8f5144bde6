package dev.compositeindex.catalog;

import dev.compositeindex.catalog.LiveIndex.Duty;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server says of tables and their indexes, in five round trips, whatever their number. Waits for no lock on
 * them that is held already: sizes are then those that the last vacuum has seen, and expressions stay unread.
 */
public final class SnapshotReader {

    private static final String SERVER = """
            SELECT pg_catalog.current_setting('server_version') AS version,
                   pg_catalog.current_setting('server_version_num')::int OPERATOR(pg_catalog./) 10000 AS release,
                   pg_catalog.pg_is_in_recovery() AS standby,
                   coalesce(pg_catalog.concat(pg_catalog.host(pg_catalog.inet_server_addr()), ':',
                                              pg_catalog.inet_server_port()), '') AS address,
                   (SELECT pg_catalog.count(1) FROM pg_catalog.pg_stat_replication) AS standbys,
                   pg_catalog.statement_timestamp() AS now,
                   (SELECT d.stats_reset FROM pg_catalog.pg_stat_database d
                     WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()) AS database_reset,
                   (SELECT b.stats_reset FROM pg_catalog.pg_stat_bgwriter b) AS server_reset,
                   pg_catalog.pg_postmaster_start_time() AS started,
                   ARRAY(SELECT pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(c.relname))
                           FROM pg_catalog.pg_attribute a
                           JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
                           JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                          WHERE a.attname OPERATOR(pg_catalog.=) 'installed_rank'
                            AND c.relkind OPERATOR(pg_catalog.=) 'r'
                            AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                            AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
                            AND 3 OPERATOR(pg_catalog.=) (
                                    SELECT pg_catalog.count(1) FROM pg_catalog.pg_attribute o
                                     WHERE o.attrelid OPERATOR(pg_catalog.=) c.oid
                                       AND o.attname OPERATOR(pg_catalog.=) ANY ('{script,installed_on,success}'))
                          ORDER BY n.nspname, c.relname) AS histories
            """;

    /** What {@code t} is, or the partitions of it that hold something, as {@code part}. */
    private static final String PARTS = """
            (SELECT %1$s.oid AS oid WHERE %1$s.relkind OPERATOR(pg_catalog.<>) ALL ('{p,I}')
              UNION ALL
             SELECT p.relid FROM pg_catalog.pg_partition_tree(
                 CASE WHEN %1$s.relkind OPERATOR(pg_catalog.=) ANY ('{p,I}') THEN %1$s.oid END::pg_catalog.regclass) p
              WHERE p.isleaf) part""";

    /** The size of {@code k}, which is not asked for where that would wait. */
    private static final String BYTES = """
            CASE WHEN EXISTS (SELECT FROM locked WHERE locked.relation OPERATOR(pg_catalog.=) ANY (ARRAY[k.oid, %s]))
                 THEN k.relpages::bigint OPERATOR(pg_catalog.*) pg_catalog.current_setting('block_size')::bigint
                 ELSE coalesce(%s, 0) END""";

    /** The tables that some names lead to, and the relations that somebody locks against reading. */
    private static final String WANTED = """
            WITH wanted AS MATERIALIZED (
                SELECT DISTINCT c.oid, n.nspname, c.relname, c.relkind, c.reltuples, c.reloptions
                  FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]))
                       AS d (schema_name, table_name)
                  JOIN pg_catalog.pg_class c ON c.relname OPERATOR(pg_catalog.=) d.table_name
                  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                 WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,m}')
                   AND CASE WHEN d.schema_name OPERATOR(pg_catalog.=) '' THEN pg_catalog.pg_table_is_visible(c.oid)
                            ELSE n.nspname OPERATOR(pg_catalog.=) d.schema_name END
            ), locked AS MATERIALIZED (
                SELECT DISTINCT l.relation
                  FROM pg_catalog.pg_locks l
                 WHERE (l.locktype, l.mode) OPERATOR(pg_catalog.=) ('relation', 'AccessExclusiveLock')
                   AND (l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()) IS NOT TRUE
                   AND l.database OPERATOR(pg_catalog.=) (
                           SELECT db.oid FROM pg_catalog.pg_database db
                            WHERE db.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
            )
            """;

    private static final String TABLES = WANTED
            + """
            SELECT t.oid, t.nspname, t.relname, pg_catalog.pg_table_is_visible(t.oid) AS visible,
                   used.bytes, used.row_count, used.dead, used.seq_scans, used.seq_rows, used.index_scans,
                   used.updates, used.hot, used.new_page,
                   coalesce((SELECT o.option_value::int FROM pg_catalog.pg_options_to_table(t.reloptions) o
                              WHERE o.option_name OPERATOR(pg_catalog.=) 'fillfactor'), 100) AS fill_factor
              FROM wanted t
              CROSS JOIN LATERAL (
                       SELECT coalesce(pg_catalog.sum(%s), 0) AS bytes,
                              pg_catalog.sum(CASE WHEN pg_catalog.pg_stat_get_live_tuples(k.oid) OPERATOR(pg_catalog.>) 0
                                                  THEN greatest(pg_catalog.pg_stat_get_live_tuples(k.oid), k.reltuples)
                                                  ELSE k.reltuples END) AS row_count,
                              coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_dead_tuples(k.oid)), 0) AS dead,
                              coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_numscans(k.oid)), 0) AS seq_scans,
                              coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_tuples_returned(k.oid)), 0) AS seq_rows,
                              coalesce(pg_catalog.sum((SELECT pg_catalog.sum(pg_catalog.pg_stat_get_numscans(ki.indexrelid))
                                                         FROM pg_catalog.pg_index ki
                                                        WHERE ki.indrelid OPERATOR(pg_catalog.=) k.oid)), 0) AS index_scans,
                              coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_tuples_updated(k.oid)), 0) AS updates,
                              coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_tuples_hot_updated(k.oid)), 0) AS hot,
                              pg_catalog.sum(%s) AS new_page
                         FROM %s
                         JOIN pg_catalog.pg_class k ON k.oid OPERATOR(pg_catalog.=) part.oid) used
             ORDER BY t.nspname, t.relname
            """.formatted(BYTES.formatted("k.oid", "pg_catalog.pg_table_size(k.oid)"), "%s", PARTS.formatted("t"));

    private static final String INDEXES = WANTED
            + """
            SELECT x.indexrelid, x.indrelid, c.relname, %s AS kind,
                   x.indisvalid, x.indisready, x.indislive,
                   x.indisprimary, x.indisunique, x.indisexclusion, x.indisreplident, x.indisclustered,
                   c.relkind OPERATOR(pg_catalog.=) 'I' AS has_partitions, c.relispartition,
                   EXISTS (SELECT FROM pg_catalog.pg_constraint q
                            WHERE q.conindid OPERATOR(pg_catalog.=) c.oid) AS has_constraint,
                   may.be_read,
                   CASE WHEN may.be_read THEN pg_catalog.pg_get_indexdef(x.indexrelid) END AS definition,
                   %s AS shape,
                   c.reloptions,
                   used.bytes, used.entries, used.scans, used.entries_read, used.last_scan,
                   (SELECT CASE WHEN pg_catalog.bool_and(k.attlen OPERATOR(pg_catalog.>) 0 OR s.width IS NOT NULL)
                                THEN pg_catalog.sum(CASE WHEN k.attlen OPERATOR(pg_catalog.>) 0 THEN k.attlen ELSE s.width END)
                           END
                      FROM pg_catalog.pg_attribute k
                      LEFT JOIN pg_catalog.pg_attribute a
                           ON (a.attrelid, a.attnum) OPERATOR(pg_catalog.=) (x.indrelid, x.indkey[k.attnum OPERATOR(pg_catalog.-) 1])
                      LEFT JOIN LATERAL (
                               SELECT pg_catalog.max(w.avg_width) AS width
                                 FROM pg_catalog.pg_stats w
                                WHERE (w.schemaname, w.tablename, w.attname) OPERATOR(pg_catalog.=)
                                      (t.nspname, CASE WHEN a.attname IS NULL THEN c.relname ELSE t.relname END,
                                       coalesce(a.attname, k.attname))) s ON true
                     WHERE k.attrelid OPERATOR(pg_catalog.=) x.indexrelid) AS entry_bytes
              FROM wanted w
              JOIN pg_catalog.pg_index x ON x.indrelid OPERATOR(pg_catalog.=) w.oid
              JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) x.indexrelid
              CROSS JOIN LATERAL (
                       SELECT w.oid, w.nspname, w.relname, w.relkind, tc.relpersistence, tc.relispartition
                         FROM pg_catalog.pg_class tc WHERE tc.oid OPERATOR(pg_catalog.=) w.oid) t
              CROSS JOIN LATERAL (
                       SELECT c.oid AS index_oid,
                              NOT EXISTS (SELECT FROM locked
                                           WHERE locked.relation OPERATOR(pg_catalog.=) ANY (ARRAY[c.oid, w.oid])) AS be_read) may
              CROSS JOIN LATERAL (
                       SELECT coalesce(pg_catalog.sum(%s), 0) AS bytes,
                              pg_catalog.sum(k.reltuples) AS entries,
                              coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_numscans(k.oid)), 0) AS scans,
                              coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_tuples_returned(k.oid)), 0) AS entries_read,
                              pg_catalog.max(%s) AS last_scan
                         FROM %s
                         JOIN pg_catalog.pg_class k ON k.oid OPERATOR(pg_catalog.=) part.oid) used
             ORDER BY w.nspname, w.relname, c.relname
            """.formatted(
                            IndexList.KIND,
                            ShapeSql.of("may.index_oid", "may.be_read"),
                            BYTES.formatted("w.oid", "pg_catalog.pg_relation_size(k.oid)"),
                            "%s",
                            PARTS.formatted("c"));

    private static final String FOREIGN_KEYS = WANTED + """
            SELECT f.conrelid, f.conname, f.confrelid::pg_catalog.regclass::pg_catalog.text AS referenced,
                   ARRAY(SELECT a.attname::pg_catalog.text
                           FROM pg_catalog.unnest(f.conkey) WITH ORDINALITY AS u (attnum, n)
                           JOIN pg_catalog.pg_attribute a ON (a.attrelid, a.attnum) OPERATOR(pg_catalog.=) (f.conrelid, u.attnum)
                          ORDER BY u.n) AS column_names
              FROM wanted w
              JOIN pg_catalog.pg_constraint f ON f.conrelid OPERATOR(pg_catalog.=) w.oid
             WHERE f.contype OPERATOR(pg_catalog.=) 'f' AND f.conparentid OPERATOR(pg_catalog.=) 0
               AND coalesce((pg_catalog.to_jsonb(f) OPERATOR(pg_catalog.->>) 'conenforced')::boolean, true)
             ORDER BY w.nspname, w.relname, f.conname
            """;

    /** From this release on the server counts updates to new pages, and remembers last scans. */
    private static final int COUNTS_MORE = 16;

    private static final String NEW_PAGE = "pg_catalog.pg_stat_get_tuples_newpage_updated(k.oid)";
    private static final String LAST_SCAN = "pg_catalog.pg_stat_get_lastscan(k.oid)";

    private static final double UNKNOWN = -1;

    private final Connection connection;

    public SnapshotReader(Connection connection) {
        this.connection = connection;
    }

    /** Reads the tables of some addresses; those that are not there are left out. */
    public Snapshot read(Collection<IndexAddress> addresses) throws SQLException {
        ServerState server = server();
        boolean more = server.release() >= COUNTS_MORE;
        Array schemas = texts(addresses.stream().map(IndexAddress::schema).toArray());
        Array tables = texts(addresses.stream().map(IndexAddress::table).toArray());
        return new Snapshot(
                server,
                rows(TABLES.formatted(more ? NEW_PAGE : "NULL::bigint"), schemas, tables, SnapshotReader::table),
                rows(
                        INDEXES.formatted(more ? LAST_SCAN : "NULL::pg_catalog.timestamptz"),
                        schemas,
                        tables,
                        SnapshotReader::index),
                rows(FOREIGN_KEYS, schemas, tables, SnapshotReader::foreignKey),
                applied(server.histories()));
    }

    private ServerState server() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SERVER)) {
            row.next();
            return new ServerState(
                    row.getString("address"),
                    row.getString("version"),
                    row.getInt("release"),
                    row.getBoolean("standby"),
                    row.getInt("standbys"),
                    time(row, "now").orElseThrow(),
                    time(row, "database_reset"),
                    time(row, "server_reset"),
                    time(row, "started").orElseThrow(),
                    texts(row.getArray("histories")));
        }
    }

    /** What all histories say, oldest first. */
    private List<AppliedScript> applied(List<String> histories) throws SQLException {
        if (histories.isEmpty()) {
            return List.of();
        }
        String sql = histories.stream()
                .map(history -> "SELECT script, installed_on::pg_catalog.timestamptz AS applied FROM " + history
                        + " WHERE success AND script IS NOT NULL")
                .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY applied"));
        List<AppliedScript> applied = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                applied.add(new AppliedScript(
                        row.getString("script"), time(row, "applied").orElseThrow()));
            }
        }
        return applied;
    }

    private static LiveTable table(ResultSet row) throws SQLException {
        return new LiveTable(
                row.getLong("oid"),
                row.getString("nspname"),
                row.getString("relname"),
                row.getBoolean("visible"),
                row.getLong("bytes"),
                number(row, "row_count").orElse(UNKNOWN),
                row.getLong("dead"),
                row.getLong("seq_scans"),
                row.getLong("seq_rows"),
                row.getLong("index_scans"),
                new LiveTable.Updates(row.getLong("updates"), row.getLong("hot"), (long)
                        number(row, "new_page").orElse(UNKNOWN)),
                row.getInt("fill_factor"));
    }

    private static LiveIndex index(ResultSet row) throws SQLException {
        String definition = row.getString("definition");
        return new LiveIndex(
                row.getLong("indexrelid"),
                row.getLong("indrelid"),
                row.getString("relname"),
                ListedIndex.Kind.valueOf(row.getString("kind")),
                new CatalogEntry.State(
                        row.getBoolean("indisvalid"), row.getBoolean("indisready"), row.getBoolean("indislive")),
                duties(row),
                definition == null ? "" : definition,
                ShapeSql.read(row.getArray("shape")),
                row.getBoolean("be_read"),
                StorageParameters.read(row.getArray("reloptions")),
                new LiveIndex.Space(
                        row.getLong("bytes"), number(row, "entries").orElse(UNKNOWN), number(row, "entry_bytes")),
                new LiveIndex.Counters(row.getLong("scans"), row.getLong("entries_read"), time(row, "last_scan")));
    }

    private static Set<Duty> duties(ResultSet row) throws SQLException {
        Set<Duty> duties = EnumSet.noneOf(Duty.class);
        if (row.getBoolean("indisprimary")) {
            duties.add(Duty.PRIMARY_KEY);
        }
        if (row.getBoolean("indisunique")) {
            duties.add(Duty.UNIQUE);
        }
        if (row.getBoolean("has_constraint") || row.getBoolean("indisexclusion")) {
            duties.add(Duty.CONSTRAINT);
        }
        if (row.getBoolean("indisreplident")) {
            duties.add(Duty.REPLICA_IDENTITY);
        }
        if (row.getBoolean("indisclustered")) {
            duties.add(Duty.CLUSTER);
        }
        if (row.getBoolean("has_partitions")) {
            duties.add(Duty.PARTITIONS);
        }
        if (row.getBoolean("relispartition")) {
            duties.add(Duty.PARTITION);
        }
        return duties;
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getLong("conrelid"),
                row.getString("conname"),
                texts(row.getArray("column_names")),
                row.getString("referenced"));
    }

    private <T> List<T> rows(String sql, Array schemas, Array tables, RowReader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, schemas);
            statement.setArray(2, tables);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(reader.read(row));
                }
            }
        }
        return all;
    }

    private Array texts(Object[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static OptionalDouble number(ResultSet row, String column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
