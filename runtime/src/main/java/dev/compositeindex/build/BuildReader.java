package dev.compositeindex.build;

import dev.compositeindex.build.Percentage.Counters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads builds, and whom they wait for, in one round trip. Needs no privilege, but sees more with pg_read_all_stats: of
 * other roles, no more than the process, the locks and the name of the application. Takes no lock on any table, so that
 * it never waits itself.
 */
final class BuildReader {

    /** Should the server not answer, the next look may be luckier. */
    static final int TIMEOUT_SECONDS = 10;

    /** What a session holds on a table that keeps out a build, or that a build waits for to end. */
    static final String BLOCKING_MODES = "'{RowExclusiveLock, ShareUpdateExclusiveLock, ShareLock,"
            + " ShareRowExclusiveLock, ExclusiveLock, AccessExclusiveLock}'";

    /**
     * The table is that of the report; before there is one, or if it is hidden, that of the lock that a build asks for
     * or holds. The size is not asked of the table, since that needs a lock on it.
     */
    private static final String SQL = """
            WITH locks AS MATERIALIZED (SELECT * FROM pg_catalog.pg_locks)
            SELECT b.pid, p.pid IS NOT NULL AS reported, p.phase, p.command, p.blocks_done, p.blocks_total,
                   p.tuples_done, p.tuples_total,
                   CASE WHEN p.index_relid OPERATOR(pg_catalog.<>) 0
                        THEN p.index_relid::pg_catalog.regclass::pg_catalog.text END AS index_name,
                   t.oid::pg_catalog.regclass::pg_catalog.text AS table_name,
                   greatest(0, t.relpages, CASE WHEN p.phase OPERATOR(pg_catalog.~~) '%%scanning table' THEN p.blocks_total END)
                       OPERATOR(pg_catalog.*) pg_catalog.current_setting('block_size')::bigint AS table_bytes,
                   extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.query_start)::pg_catalog.float8 AS elapsed,
                   k.pid IS NULL AND %3$s AS waits_unseen,
                   pg_catalog.concat(a.wait_event_type, ' ', a.wait_event) AS wait_event,
                   k.pid AS blocker, k.application_name, k.state, k.query, k.hidden, x.gid,
                   extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) coalesce(x.prepared, k.xact_start))
                       ::pg_catalog.float8 AS age,
                   EXISTS (SELECT FROM locks l
                            WHERE (l.pid, l.locktype, l.relation) OPERATOR(pg_catalog.=) (k.pid, 'relation', t.oid) AND l.granted
                              AND l.database OPERATOR(pg_catalog.=) d.oid AND l.mode OPERATOR(pg_catalog.=) ANY (%1$s)) AS holds_table,
                   EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index o WHERE o.pid OPERATOR(pg_catalog.=) k.pid) AS builds,
                   EXISTS (SELECT FROM pg_catalog.pg_stat_progress_vacuum v WHERE v.pid OPERATOR(pg_catalog.=) k.pid) AS vacuums,
                   pg_catalog.pg_blocking_pids(k.pid) AS waits_for,
                   current_user AS role
              FROM (%2$s) b
              JOIN pg_catalog.pg_database d ON d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
              LEFT JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid OPERATOR(pg_catalog.=) b.pid
                       AND (p.relid OPERATOR(pg_catalog.=) b.relid) IS NOT FALSE
              LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) b.pid
              LEFT JOIN LATERAL (
                   SELECT c.oid, c.relpages
                     FROM pg_catalog.pg_class c
                    WHERE c.oid OPERATOR(pg_catalog.=) coalesce(p.relid, (
                          SELECT l.relation
                            FROM locks l
                            JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) l.relation
                                                      AND r.relkind OPERATOR(pg_catalog.=) ANY ('{r,m,p}')
                           WHERE (l.pid, l.locktype, l.database) OPERATOR(pg_catalog.=) (b.pid, 'relation', d.oid)
                             AND l.mode OPERATOR(pg_catalog.=) ANY ('{ShareUpdateExclusiveLock, ShareLock}')
                           ORDER BY l.relation
                           LIMIT 1))) t ON true
              LEFT JOIN LATERAL (
                   SELECT w.pid, s.application_name, s.state,
                          w.pid OPERATOR(pg_catalog.<>) 0 AND s.backend_type IS NULL AS hidden,
                          CASE WHEN s.backend_type IS NOT NULL THEN s.query END AS query, s.xact_start
                     FROM (SELECT DISTINCT pg_catalog.unnest(pg_catalog.pg_blocking_pids(b.pid)) AS pid) w
                     LEFT JOIN pg_catalog.pg_stat_activity s ON s.pid OPERATOR(pg_catalog.=) w.pid
                    WHERE w.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
                      AND (w.pid OPERATOR(pg_catalog.=) 0 OR s.pid IS NOT NULL)) k ON true
              LEFT JOIN LATERAL (
                   SELECT q.gid, q.prepared
                     FROM pg_catalog.pg_prepared_xacts q
                     JOIN locks own ON own.locktype OPERATOR(pg_catalog.=) 'transactionid'
                                   AND own.transactionid OPERATOR(pg_catalog.=) q.transaction AND own.granted
                     JOIN locks wanted ON wanted.pid OPERATOR(pg_catalog.=) b.pid AND NOT wanted.granted
                    WHERE k.pid OPERATOR(pg_catalog.=) 0
                      AND q.database OPERATOR(pg_catalog.=) pg_catalog.current_database()
                      AND (wanted.transactionid OPERATOR(pg_catalog.=) q.transaction
                           OR EXISTS (SELECT FROM locks held
                                       WHERE held.pid IS NULL
                                         AND (held.virtualtransaction, held.locktype, held.database, held.relation)
                                             OPERATOR(pg_catalog.=) (own.virtualtransaction, 'relation', d.oid, wanted.relation)
                                         AND held.mode OPERATOR(pg_catalog.=) ANY (%1$s)))) x ON true
             ORDER BY b.pid, k.pid, x.gid
            """;

    /**
     * Whether a session, {@code a}, waits for what no process of this server has: for another node of an extension's, for a
     * standby, or for its client. It works itself in all other waits, also for its own parallel workers.
     */
    static final String WAITS_ELSEWHERE =
            "coalesce(a.state OPERATOR(pg_catalog.=) 'active' AND (a.wait_event_type OPERATOR(pg_catalog.=) ANY ('{Extension, Client}')"
                    + " OR a.wait_event OPERATOR(pg_catalog.=) 'SyncRep'), false)";

    private static final String ONE = "SELECT ?::int AS pid, ?::pg_catalog.oid AS relid";

    private static final String ALL = """
            SELECT o.pid, NULL::pg_catalog.oid AS relid FROM pg_catalog.pg_stat_progress_create_index o
             WHERE o.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
               AND o.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
            """;

    private final Connection connection;

    BuildReader(Connection connection) {
        this.connection = connection;
    }

    /** What a process builds, or is waiting to build, on a table; null if it does neither, as far as can be seen. */
    @Nullable
    Sample readOne(int pid, long table) throws SQLException {
        List<Sample> samples = read(ONE, pid, table);
        return samples.isEmpty() ? null : samples.get(0);
    }

    /** All builds of this database, by process. */
    List<Sample> readAll() throws SQLException {
        return read(ALL);
    }

    private List<Sample> read(String processes, Number... parameters) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SQL.formatted(BLOCKING_MODES, processes, WAITS_ELSEWHERE))) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            Map<Integer, Sample> samples = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    boolean blocked = rows.getObject("blocker") != null;
                    boolean unseen = rows.getBoolean("waits_unseen");
                    if (blocked || unseen || rows.getBoolean("reported")) {
                        Sample sample = samples.get(rows.getInt("pid"));
                        List<Session> sessions = new ArrayList<>(sample == null ? List.of() : sample.sessions());
                        if (blocked) {
                            sessions.add(session(rows));
                        } else if (unseen) {
                            sessions.add(Session.unseen(rows.getString("wait_event"), rows.getString("role")));
                        }
                        samples.put(rows.getInt("pid"), sample(rows, sessions));
                    }
                }
            }
            return List.copyOf(samples.values());
        }
    }

    private static Sample sample(ResultSet rows, List<Session> sessions) throws SQLException {
        return new Sample(
                rows.getInt("pid"),
                orEmpty(rows, "index_name"),
                orEmpty(rows, "table_name"),
                rows.getLong("table_bytes"),
                counters(rows),
                seconds(rows, "elapsed"),
                sessions);
    }

    private static Counters counters(ResultSet rows) throws SQLException {
        if (!rows.getBoolean("reported")) {
            return Counters.none(rows.getBoolean("waits_unseen") ? Sample.WAITING_ELSEWHERE : Sample.WAITING_FOR_LOCK);
        }
        return new Counters(
                orEmpty(rows, "phase"),
                orEmpty(rows, "command").endsWith("CONCURRENTLY"),
                rows.getLong("blocks_done"),
                rows.getLong("blocks_total"),
                rows.getLong("tuples_done"),
                rows.getLong("tuples_total"));
    }

    /** The session, or prepared transaction, of a row of {@link #SQL} or of the query of {@link Preflight}. */
    static Session session(ResultSet rows) throws SQLException {
        return new Session(
                rows.getInt("blocker"),
                orEmpty(rows, "application_name"),
                orEmpty(rows, "state"),
                seconds(rows, "age"),
                orEmpty(rows, "query"),
                orEmpty(rows, "gid"),
                rows.getBoolean("holds_table"),
                rows.getBoolean("builds"),
                rows.getBoolean("vacuums"),
                processes(rows, "waits_for"),
                rows.getBoolean("hidden"),
                rows.getString("role"));
    }

    private static List<Integer> processes(ResultSet rows, String column) throws SQLException {
        java.sql.Array array = rows.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((Integer[]) array.getArray()).distinct().toList();
    }

    private static String orEmpty(ResultSet rows, String column) throws SQLException {
        String value = rows.getString(column);
        return value == null ? "" : value;
    }

    private static @Nullable Duration seconds(ResultSet rows, String column) throws SQLException {
        double seconds = rows.getDouble(column);
        return rows.wasNull() ? null : Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    }
}
