package dev.compositeindex.verify;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/**
 * A standby that waits for nobody who stands in the way of what it replays, and on which whoever reads the predicate of a
 * table waits, because that is locked on the primary.
 */
record Conflicts(PostgresServer server, Database primary, Database standby, Connection locker)
        implements AutoCloseable {

    static Conflicts on(PostgresServer server) throws SQLException {
        Database primary = Database.withCourses(server)
                .run(
                        "CREATE INDEX course_idx ON course (level)",
                        "CREATE INDEX published_idx ON course (level) WHERE is_published");
        Connection locker = primary.dataSource().getConnection();
        locker.setAutoCommit(false);
        Build.execute(locker, "LOCK TABLE course IN ACCESS EXCLUSIVE MODE");
        Database standby = Database.onStandby(server, primary);
        standby.run("ALTER SYSTEM SET max_standby_streaming_delay = 0", "SELECT pg_reload_conf()");
        standby.await("SELECT current_setting('max_standby_streaming_delay') = '0'");
        return new Conflicts(server, primary, standby, locker);
    }

    CompletableFuture<VerificationReport> verify(IndexDefinition... indexes) {
        return OwnThread.call(() -> standby.verify(indexes));
    }

    /** The session that waits for the lock, when it is no longer this one. */
    String awaitReader(String before) {
        String waiting = "SELECT max(pid) FROM pg_locks WHERE relation = 'course'::regclass AND NOT granted"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        standby.await("SELECT coalesce((" + waiting + ")::text, '') NOT IN ('', '" + before + "')");
        return standby.queryForText(waiting);
    }

    /** Locks a part of the catalogue that whoever reads it there has locked, too. */
    void provoke() {
        primary.run("VACUUM FULL pg_opclass");
        Database.onStandby(server, primary);
    }

    void unlock() throws SQLException {
        locker.rollback();
        Database.onStandby(server, primary);
    }

    @Override
    public void close() throws SQLException {
        locker.close();
        standby.run("ALTER SYSTEM RESET max_standby_streaming_delay", "SELECT pg_reload_conf()");
    }
}
