package dev.compositeindex.guard;

import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Guards the migrations of one {@code Flyway} object. Each call of {@code migrate()} goes through these steps:
 *
 * <ol>
 *   <li>Before Flyway asks for its lock, {@link #enter}: one instance takes a lock of ours and keeps it until it has left
 *       Flyway. The others wait for it, as long as it takes, and show what is built meanwhile. Whoever has it takes failed
 *       migrations of ours out of the history: they are safe to run again.
 *   <li>Before each migration of ours, {@link #beforeEach}: the building session takes locks on the tables of all its indexes.
 *       What bears an index's name is looked at: it is left alone if it is the index; waited for while somebody builds it;
 *       dropped if a dead build has left it; else the migration is refused.
 *   <li>Before each of its statements that builds or drops, {@link #beforeStatement}: the look is repeated if it is old, and
 *       the build is watched, until {@link #afterStatement}.
 *   <li>After it, {@link #afterEach}.
 *   <li>After the last one, {@link #finish}: what is declared and no migration records is built.
 *   <li>In the end, {@link #leave}.
 * </ol>
 *
 * Safe for use by several threads, each of which migrates by itself. One call may be inside of another.
 */
final class MigrationGuard {

    /** The calls that a thread is in, the innermost last. One that failed is there until the thread's next one begins. */
    private static final ThreadLocal<Deque<GuardedMigrate>> RUNS = ThreadLocal.withInitial(ArrayDeque::new);

    /** A command begins on this thread: what a call has left that Flyway did not tell the end of, is given back. */
    static void begin() {
        MigrateCall call = MigrateCall.current();
        if (call.depth() > 0) {
            leave(call);
        }
    }

    /**
     * Waits until this instance may migrate, unless it was told so already, or Flyway was called for something else.
     *
     * @param connection a connection that Flyway has open, in autocommit
     * @throws FlywayException if patience ends, or a setting is wrong
     */
    void enter(Configuration configuration, Connection connection) {
        MigrateCall call = MigrateCall.current();
        if (call.depth() == 0 || run(call) != null || !Sessions.isPostgres(connection)) {
            return;
        }
        List<OwnSession> outer =
                RUNS.get().stream().flatMap(run -> run.ownSession().stream()).toList();
        GuardedMigrate run = new GuardedMigrate(call, configuration, connection, outer);
        RUNS.get().addLast(run);
        try {
            run.enter();
        } catch (RuntimeException e) {
            leave(call);
            throw e;
        }
    }

    /** Whether this thread has entered. */
    boolean isInside() {
        return run(MigrateCall.current()) != null;
    }

    /** Whether a migration is ours, and this call guarded. */
    boolean guards(MigrationInfo migration) {
        GuardedMigrate run = run(MigrateCall.current());
        return run != null && run.guards(migration);
    }

    /**
     * Before a migration, on the connection that is going to run it.
     *
     * @throws FlywayException if it is one of ours and must not run
     */
    void beforeEach(Connection connection, MigrationInfo migration) {
        GuardedMigrate run = run(MigrateCall.current());
        if (run != null) {
            run.beforeEach(connection, migration);
        } else {
            OtherDatabase.refuse(connection, migration);
        }
    }

    /** Whether a migration is ours, and this call not guarded: as it is not on another database than PostgreSQL. */
    boolean isElsewhere(Configuration configuration, MigrationInfo migration) {
        return !isInside() && new Scripts(configuration).ours(migration).isPresent();
    }

    /** Before a statement of a migration. */
    void beforeStatement(String sql) {
        GuardedMigrate run = RUNS.get().peekLast();
        if (run != null) {
            run.beforeStatement(sql);
        }
    }

    /** After one that has succeeded. */
    void afterStatement(String sql) {
        GuardedMigrate run = RUNS.get().peekLast();
        if (run != null) {
            run.afterStatement(sql);
        }
    }

    /** After one that has failed, with what the server says. */
    void failedStatement(@Nullable String state, @Nullable String message) {
        GuardedMigrate run = RUNS.get().peekLast();
        if (run != null) {
            run.failedStatement(state, message);
        }
    }

    /**
     * After a migration.
     *
     * @throws FlywayException if it failed because patience ended
     */
    void afterEach(boolean failed) {
        GuardedMigrate run = run(MigrateCall.current());
        if (run != null) {
            run.afterEach(failed);
        }
    }

    /**
     * After the last migration, on the connection that ran it: what no migration records is built. Then another instance may
     * migrate.
     *
     * @throws FlywayException if that fails
     */
    void finish(Connection connection) {
        MigrateCall call = MigrateCall.current();
        try {
            GuardedMigrate run = run(call);
            if (run != null) {
                run.finish(connection);
            }
        } finally {
            leave(call);
        }
    }

    /** Lets another instance migrate. What is not told that Flyway has ended notices it a moment later. */
    void leave() {
        leave(MigrateCall.current());
    }

    private static @Nullable GuardedMigrate run(MigrateCall call) {
        return RUNS.get().stream()
                .filter(run -> run.call().equals(call))
                .findFirst()
                .orElse(null);
    }

    /** With a call, those that were inside of it are over as well. */
    private static void leave(MigrateCall call) {
        RUNS.get().removeIf(run -> {
            boolean over = run.call().depth() >= call.depth();
            if (over) {
                run.leave();
            }
            return over;
        });
    }
}
