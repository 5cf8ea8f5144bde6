package dev.compositeindex.guard;

import dev.compositeindex.guard.OurMigration.Section;
import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** A session that builds indexes ahead of a script, on a thread of its own, as guarded as the script's own statements. */
final class BuildSession {

    private static final Log LOG = Log.of(MigrationGuard.class);

    private final BuildsAhead ahead;
    private final String script;
    private final BuildContext context;
    private final SessionCopy like;
    private final Thread thread = new Thread(this::run, "compositeindex-build");
    private @Nullable Statement statement;

    /**
     * It is not begun yet.
     *
     * @param ahead who says what is to be built
     * @param script for whom
     * @param context how
     * @param like the session whose settings it takes
     */
    BuildSession(BuildsAhead ahead, String script, BuildContext context, SessionCopy like) {
        this.ahead = ahead;
        this.script = script;
        this.context = context;
        this.like = like;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends what it does; it cares for what that leaves. */
    void cancel() {
        thread.interrupt();
        synchronized (this) {
            try {
                if (statement != null) {
                    statement.cancel();
                }
            } catch (SQLException e) {
                LOG.debug("A build cannot be cancelled", e);
            }
        }
    }

    /** Waits until it has ended; false if that takes too long. */
    boolean hasEnded(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        try (Connection connection = context.dataSource().getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            SessionCopy before = like.applyTo(connection);
            try {
                for (TableBuild table = ahead.next(); table != null; table = ahead.next()) {
                    build(table, connection);
                }
            } finally {
                before.applyTo(connection);
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            LOG.warn(
                    "{}: one session less than compositeindex.parallel asks for builds its indexes. {}",
                    script,
                    e.getMessage());
        }
    }

    private void build(TableBuild table, Connection connection) {
        RunningScript running = null;
        try {
            running = RunningScript.of(new OurMigration(script, table.sections()), connection, context);
            running.liftLimits();
            running.begin();
            for (Section section : table.sections()) {
                if (ahead.isOver()) {
                    break;
                }
                String sql = section.definition().orElseThrow().concurrentBuild();
                running.beforeStatement(sql);
                execute(sql, connection);
                running.afterStatement(sql);
                ahead.built(table, section);
            }
            running.end(true);
            ahead.ended(table, null);
        } catch (SQLException | RuntimeException e) {
            // What is left is cared for all the same.
            Thread.interrupted();
            if (running != null && e instanceof SQLException failure) {
                running.failed(failure.getSQLState(), failure.getMessage());
            }
            Optional<FlywayException> gaveUp = Optional.ofNullable(running).flatMap(RunningScript::fail);
            ahead.ended(
                    table,
                    gaveUp.orElseGet(() -> e instanceof FlywayException known
                            ? known
                            : Refusal.of(script + ": an index cannot be built: " + e.getMessage(), e)));
        }
    }

    private void execute(String sql, Connection connection) throws SQLException {
        try (Statement created = connection.createStatement()) {
            synchronized (this) {
                statement = created;
            }
            if (ahead.isOver()) {
                throw Refusal.of(script + " has ended");
            }
            created.execute(sql);
        } finally {
            synchronized (this) {
                statement = null;
            }
        }
    }
}
