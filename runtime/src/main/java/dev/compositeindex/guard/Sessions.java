package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** What is to be known about sessions. */
final class Sessions {

    private static final String HOLDER = """
            SELECT pg_catalog.concat('process ', l.pid,
                                     CASE WHEN a.whose OPERATOR(pg_catalog.<>) '' THEN pg_catalog.format(' (%s)', a.whose) END,
                                     CASE WHEN a.idle OPERATOR(pg_catalog.>=) ?
                                          THEN pg_catalog.format(
                                              ', idle for %s min. If its instance is gone, this ends it:'
                                                  OPERATOR(pg_catalog.||) ' SELECT pg_catalog.pg_terminate_backend(%s)',
                                              pg_catalog.floor(a.idle OPERATOR(pg_catalog./) 60), l.pid) END)
              FROM pg_catalog.pg_locks l
              LEFT JOIN LATERAL (
                       SELECT pg_catalog.concat_ws(', ',
                                  CASE WHEN s.application_name OPERATOR(pg_catalog.<>) '' THEN s.application_name END,
                                  pg_catalog.host(s.client_addr)) AS whose,
                              CASE WHEN s.state OPERATOR(pg_catalog.=) 'idle'
                                   THEN extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) s.state_change)
                                            ::pg_catalog.float8 END AS idle
                         FROM pg_catalog.pg_stat_activity s
                        WHERE s.pid OPERATOR(pg_catalog.=) l.pid) a ON true
             WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted
               AND l.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
               AND l.database OPERATOR(pg_catalog.=) (
                       SELECT oid FROM pg_catalog.pg_database WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
               AND (l.classid, l.objid, l.objsubid) OPERATOR(pg_catalog.=) (?::pg_catalog.oid, ?::pg_catalog.oid, ?)
             LIMIT 1
            """;

    /**
     * Who holds locks is not seen with a snapshot, so that this is after the lock was taken. To try is much less than to look
     * who has it, and this is over with the statement.
     */
    private static final String LOCK = """
            SELECT l.locked, CASE WHEN l.locked THEN pg_catalog.pg_try_advisory_xact_lock(?) END AS other_is_free
              FROM (SELECT pg_catalog.pg_try_advisory_lock(?, ?) AS locked OFFSET 0) l
            """;

    /** Those that migrate ask something all the time, but for Flyway's own while another one of its works. */
    private static final Duration LONG_IDLE = Duration.ofMinutes(1);

    private Sessions() {}

    /** The other session that holds an advisory lock, for people; empty if there is none. If it has long been idle, what ends it. */
    static String holder(Connection connection, long classId, long objectId, int subId) throws SQLException {
        return holder(LONG_IDLE, connection, classId, objectId, subId);
    }

    static String holder(Duration longIdle, Connection connection, long classId, long objectId, int subId)
            throws SQLException {
        return Sql.text(connection, HOLDER, (double) longIdle.toSeconds(), classId, objectId, subId);
    }

    /**
     * Takes a lock if it is free, and sees whether another one is free then; empty if the first is not.
     *
     * @param other in autocommit, taken for a moment
     */
    static Optional<Boolean> lock(AdvisoryLock free, long other, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setLong(1, other);
            statement.setInt(2, free.kind());
            statement.setInt(3, free.subject());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean("locked") ? Optional.of(row.getBoolean("other_is_free")) : Optional.empty();
            }
        }
    }

    /** Whether the server speaks PostgreSQL. */
    static boolean isPostgres(Connection connection) {
        try {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        } catch (SQLException e) {
            return false;
        }
    }
}
