package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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

    /** Held by the one instance that migrates, from before Flyway asks for its own lock. */
    static AdvisoryLock toMigrate(HistoryTable history) {
        return new AdvisoryLock(START, history.sql().hashCode());
    }

    /** Held by the session that builds indexes of a table: whoever else finds it dead would find that lock free. */
    static AdvisoryLock toBuild(long table) {
        return new AdvisoryLock(BUILD, (int) table);
    }

    boolean tryLock(Connection connection) throws SQLException {
        return Sql.isTrue(connection, "SELECT pg_catalog.pg_try_advisory_lock(?, ?)", kind, subject);
    }

    void unlock(Connection connection) throws SQLException {
        Sql.text(connection, "SELECT pg_catalog.pg_advisory_unlock(?, ?)", kind, subject);
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
