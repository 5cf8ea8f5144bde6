package dev.compositeindex.guard;

import java.sql.Connection;
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
 *   <li>Before each migration of ours, {@link #beforeEach}: the building session takes a lock on the index's table. What
 *       bears the index's name is looked at: it is left alone if it is the index; waited for while somebody builds it;
 *       dropped if a dead build has left it; else the migration is refused. Then the build is watched.
 *   <li>After it, {@link #afterEach}.
 *   <li>After the last one, {@link #leave}.
 * </ol>
 *
 * Safe for use by several threads, each of which migrates by itself.
 */
public final class MigrationGuard {

    private final ThreadLocal<@Nullable Run> runs = new ThreadLocal<>();

    /**
     * Waits until this instance may migrate, unless it was told so already, or Flyway was called for something else.
     *
     * @param connection a connection that Flyway has open, in autocommit
     * @throws FlywayException if patience ends, or a setting is wrong
     */
    public void enter(Configuration configuration, Connection connection) {
        if (!Sessions.isPostgres(connection)) {
            return;
        }
        SessionLock.use(configuration);
        Run former = runs.get();
        if (former != null && former.isOn(connection) || !OwnSession.isMigrating(Thread.currentThread())) {
            return;
        }
        leave();
        Run run = new Run(configuration, connection);
        runs.set(run);
        try {
            run.enter();
        } catch (RuntimeException e) {
            leave();
            throw e;
        }
    }

    /** Whether this thread has entered and has not left. */
    public boolean isInside() {
        return runs.get() != null;
    }

    /**
     * Before a migration, on the connection that is going to run it.
     *
     * @throws FlywayException if it is one of ours and must not run
     */
    public void beforeEach(Connection connection, @Nullable MigrationInfo migration) {
        Run run = runs.get();
        if (run != null) {
            run.beforeEach(connection, migration);
        }
    }

    /**
     * After a migration, on the connection that ran it.
     *
     * @throws FlywayException if it failed because patience ended
     */
    public void afterEach(Connection connection, @Nullable MigrationInfo migration, boolean failed) {
        Run run = runs.get();
        if (run != null) {
            run.afterEach(connection, migration, failed);
        }
    }

    /** Lets another instance migrate. What is not told that Flyway has ended notices it a moment later. */
    public void leave() {
        Run run = runs.get();
        if (run != null) {
            runs.remove();
            run.leave();
        }
    }
}
