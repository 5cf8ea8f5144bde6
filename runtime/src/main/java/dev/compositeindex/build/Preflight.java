package dev.compositeindex.build;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Internal. Says, before a build begins, who would block it now: who holds a lock on the table that keeps out builds or
 * that they wait for, and who has an old snapshot in this database. Needs no privilege, and says what it could not see.
 *
 * <p>Short transactions are everywhere and block nobody for long: only those count that have been open for a second. The
 * age of what is hidden is how long it has been seen here, so that it counts from the second {@link #look} on. Not for
 * several threads.
 */
public final class Preflight {

    private static final Duration LASTING = Duration.ofSeconds(1);

    /**
     * All transactions of this database, with what makes them block. A concurrent build of a plain index on another
     * table blocks none; nor do autovacuum and VACUUM there, whatever snapshot they show.
     */
    private static final String SQL = """
            WITH here AS (
                SELECT oid FROM pg_catalog.pg_database WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database()),
            locks AS MATERIALIZED (SELECT * FROM pg_catalog.pg_locks),
            held AS (SELECT l.pid, l.virtualtransaction
                       FROM locks l, here
                      WHERE (l.locktype, l.database, l.relation) OPERATOR(pg_catalog.=) ('relation', here.oid, ?::pg_catalog.oid)
                        AND l.granted AND l.mode OPERATOR(pg_catalog.=) ANY (%s)
                      GROUP BY l.pid, l.virtualtransaction)
            SELECT a.pid AS blocker, a.application_name, a.state, a.backend_type IS NULL AS hidden,
                   CASE WHEN a.backend_type IS NOT NULL THEN a.query END AS query,
                   '' AS gid, v.virtualtransaction,
                   extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.xact_start)::pg_catalog.float8 AS age,
                   EXISTS (SELECT FROM held WHERE held.pid OPERATOR(pg_catalog.=) a.pid) AS holds_table,
                   a.backend_xmin IS NOT NULL
                       AND a.backend_type OPERATOR(pg_catalog.<>) ALL ('{autovacuum worker, parallel worker}')
                       AND vacuum.pid IS NULL
                       AND NOT coalesce(build.command OPERATOR(pg_catalog.~~) '%%CONCURRENTLY'
                                        AND built.indexprs IS NULL AND built.indpred IS NULL, false) AS has_snapshot,
                   build.pid IS NOT NULL AS builds,
                   vacuum.pid IS NOT NULL AS vacuums,
                   pg_catalog.pg_blocking_pids(a.pid) AS waits_for,
                   current_user AS role
              FROM here
              JOIN pg_catalog.pg_stat_activity a ON a.datid OPERATOR(pg_catalog.=) here.oid
                                                AND a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
              JOIN (SELECT l.pid, pg_catalog.min(l.virtualtransaction) AS virtualtransaction
                      FROM locks l
                     WHERE (l.locktype, l.mode) OPERATOR(pg_catalog.=) ('virtualxid', 'ExclusiveLock') AND l.granted
                     GROUP BY l.pid) v ON v.pid OPERATOR(pg_catalog.=) a.pid
              LEFT JOIN pg_catalog.pg_stat_progress_create_index build ON build.pid OPERATOR(pg_catalog.=) a.pid
              LEFT JOIN pg_catalog.pg_index built ON built.indexrelid OPERATOR(pg_catalog.=) build.index_relid
              LEFT JOIN pg_catalog.pg_stat_progress_vacuum vacuum ON vacuum.pid OPERATOR(pg_catalog.=) a.pid
             WHERE a.pid OPERATOR(pg_catalog.<>) ?
             UNION ALL
            SELECT 0, '', '', false, '', x.gid, own.virtualtransaction,
                   extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) x.prepared)::pg_catalog.float8,
                   true, false, false, false, '{}', current_user
              FROM pg_catalog.pg_prepared_xacts x
              JOIN locks own ON own.locktype OPERATOR(pg_catalog.=) 'transactionid'
                            AND own.transactionid OPERATOR(pg_catalog.=) x.transaction AND own.granted
              JOIN held ON held.pid IS NULL AND held.virtualtransaction OPERATOR(pg_catalog.=) own.virtualtransaction
             WHERE x.database OPERATOR(pg_catalog.=) pg_catalog.current_database()
             ORDER BY blocker, gid
            """.formatted(BuildReader.BLOCKING_MODES);

    private final long table;
    private final int buildingPid;
    private final BuildSettings settings;
    private final LongSupplier nanoTime;
    private Map<String, Long> hiddenSince = new HashMap<>();

    /**
     * @param table the table's object identifier
     * @param buildingPid the session that will build, which does not block itself
     */
    public Preflight(long table, int buildingPid, BuildSettings settings) {
        this(table, buildingPid, settings, System::nanoTime);
    }

    Preflight(long table, int buildingPid, BuildSettings settings, LongSupplier nanoTime) {
        this.table = table;
        this.buildingPid = buildingPid;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /**
     * What was seen at one moment.
     *
     * @param blockers who would block a build now, by process
     * @param hidden how many more sessions have a transaction, of which it is not known whether it would block
     * @param role the role that has looked
     */
    public record Outlook(List<Blocker> blockers, int hidden, String role) {

        public Outlook {
            blockers = List.copyOf(blockers);
        }

        /** Whether nobody is known who would block a build. */
        public boolean isClear() {
            return blockers.isEmpty();
        }

        /** On one line: {@code nothing would block it now}, or who would, with hints, and what could not be seen. */
        public String describe() {
            String line = blockers.isEmpty()
                    ? "nothing" + (hidden == 0 ? "" : " that is visible") + " would block it now"
                    : "it would now be " + Texts.blockedBy(blockers);
            return hidden == 0
                    ? line
                    : "%s%s %d more session%s with an open transaction %s not visible to role %s without pg_read_all_stats"
                            .formatted(
                                    line,
                                    blockers.isEmpty() ? ";" : "",
                                    hidden,
                                    hidden == 1 ? "" : "s",
                                    hidden == 1 ? "is" : "are",
                                    role);
        }
    }

    /**
     * Looks once, in one round trip, and takes no lock.
     *
     * @throws SQLException if the server does not answer
     */
    public Outlook look(Connection connection) throws SQLException {
        long now = nanoTime.getAsLong();
        Map<String, Long> stillHidden = new HashMap<>();
        List<Session> sessions = new ArrayList<>();
        int hidden = 0;
        String role = "";
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setQueryTimeout(BuildReader.TIMEOUT_SECONDS);
            statement.setLong(1, table);
            statement.setInt(2, buildingPid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Session session = BuildReader.session(rows);
                    role = session.role();
                    if (session.hidden()) {
                        String transaction = session.pid() + " " + rows.getString("virtualtransaction");
                        long since = hiddenSince.getOrDefault(transaction, now);
                        stillHidden.put(transaction, since);
                        boolean lasts = now - since >= LASTING.toNanos();
                        if (lasts && session.holdsTable()) {
                            sessions.add(session);
                        } else {
                            hidden++;
                        }
                    } else if ((session.holdsTable() || rows.getBoolean("has_snapshot")) && lasts(session)) {
                        sessions.add(session);
                    }
                }
            }
        }
        hiddenSince = stillHidden;
        return new Outlook(
                sessions.stream()
                        .map(session -> session.asBlocker(settings.queryLength()))
                        .toList(),
                hidden,
                role);
    }

    private static boolean lasts(Session session) {
        return session.age() == null || session.age().compareTo(LASTING) >= 0;
    }
}
