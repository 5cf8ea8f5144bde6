package dev.compositeindex.guard;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An advisory lock of ours, held by a session until it ends or gives it up. It is only ever tried, never waited for: a
 * session that waits for a lock keeps a snapshot, and every concurrent build waits for that.
 *
 * @param kind what it is for
 * @param subject what it is about
 */
record AdvisoryLock(int kind, int subject) {

    private static final int START = 0x43497831;
    private static final int BUILD = 0x43497832;

    private static final String IS_HELD = """
            SELECT EXISTS (
                SELECT FROM pg_catalog.pg_locks
                 WHERE locktype OPERATOR(pg_catalog.=) 'advisory' AND granted AND pid OPERATOR(pg_catalog.=) ANY (?)
                   AND database OPERATOR(pg_catalog.=) (
                           SELECT oid FROM pg_catalog.pg_database
                            WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
                   AND (classid, objid, objsubid) OPERATOR(pg_catalog.=) (?::pg_catalog.oid, ?::pg_catalog.oid, 2))
            """;

    private static final String OF_EACH = """
            SELECT %s(l.kind, l.subject)
              FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.int4[]), pg_catalog.unnest(?::pg_catalog.int4[])) AS l (kind, subject)
            """;

    /** Held by the one instance that migrates, from before Flyway asks for its own lock. */
    static AdvisoryLock toMigrate(HistoryTable history) {
        return new AdvisoryLock(START, history.sql().hashCode());
    }

    /** Held by the session that builds indexes of a table: whoever else finds it dead would find that lock free. */
    static AdvisoryLock toBuild(long table) {
        return new AdvisoryLock(BUILD, (int) table);
    }

    /** Takes all that are free, and says of each whether it was. */
    static List<Boolean> tryAll(List<AdvisoryLock> locks, Connection connection) throws SQLException {
        return ofEach("pg_catalog.pg_try_advisory_lock", locks, connection);
    }

    /** Gives locks up that this session holds. */
    static void unlockAll(List<AdvisoryLock> locks, Connection connection) throws SQLException {
        ofEach("pg_catalog.pg_advisory_unlock", locks, connection);
    }

    private static List<Boolean> ofEach(String function, List<AdvisoryLock> locks, Connection connection)
            throws SQLException {
        List<Boolean> answers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OF_EACH.formatted(function))) {
            statement.setArray(1, integers(locks, AdvisoryLock::kind, connection));
            statement.setArray(2, integers(locks, AdvisoryLock::subject, connection));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(rows.getBoolean(1));
                }
            }
        }
        return answers;
    }

    static Array integers(List<AdvisoryLock> locks, Function<AdvisoryLock, Integer> part, Connection connection)
            throws SQLException {
        return connection.createArrayOf("int4", locks.stream().map(part).toArray());
    }

    /** Whether one of these processes holds it. */
    boolean isHeldBy(List<Integer> processes, Connection connection) throws SQLException {
        return Sql.isTrue(
                connection,
                IS_HELD,
                connection.createArrayOf("int4", processes.toArray()),
                Integer.toUnsignedLong(kind),
                Integer.toUnsignedLong(subject));
    }

    /** The process that holds it, with its application; empty if nobody does. */
    String holder(Connection connection) throws SQLException {
        return Sessions.holder(connection, Integer.toUnsignedLong(kind), Integer.toUnsignedLong(subject), 2);
    }
}
