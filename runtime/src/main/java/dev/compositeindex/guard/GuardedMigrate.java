package dev.compositeindex.guard;

import dev.compositeindex.build.BuildListeners;
import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.guard.OurMigration.Section;
import dev.compositeindex.guard.OurMigration.Verb;
import dev.compositeindex.text.Log;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Guards one call of {@code Flyway.migrate()}, on its thread. */
final class GuardedMigrate {

    private static final Log LOG = Log.of(MigrationGuard.class);

    private final MigrateCall call;
    private final Configuration configuration;
    private final Connection main;
    private final List<OwnSession> outer;
    private final Scripts scripts;
    private final BuildSettings settings;
    private final BuildListeners listeners;
    private @Nullable OwnSession own;
    private boolean onStandby;
    private @Nullable HistoryTable history;
    private @Nullable RunningScript running;

    /**
     * A call that has just begun.
     *
     * @param connection the connection that Flyway has open
     * @param outer the sessions of the calls that it is inside of
     */
    GuardedMigrate(MigrateCall call, Configuration configuration, Connection connection, List<OwnSession> outer) {
        this.call = call;
        this.outer = outer;
        this.configuration = configuration;
        this.main = connection;
        this.scripts = new Scripts(configuration);
        this.settings = Settings.of(configuration);
        UnreadSettings.tell(configuration);
        this.listeners = BuildListeners.load(configuration.getClassLoader());
    }

    MigrateCall call() {
        return call;
    }

    Optional<OwnSession> ownSession() {
        return Optional.ofNullable(own);
    }

    /** Takes our lock, and the failed migrations out of the history. What goes wrong with that leaves Flyway as it is. */
    void enter() {
        try {
            Arrival arrival = Arrival.of(configuration, main);
            onStandby = arrival.onStandby();
            if (onStandby) {
                LOG.warn("This is a standby: no index can be built here. Migrate on the primary.");
                return;
            }
            HistoryTable history = arrival.history();
            this.history = history;
            // Another instance may make it, or take it away, while it is waited for.
            boolean sure = arrival.historyExists();
            own = OwnSession.open(configuration.getDataSource(), main, arrival.process())
                    .orElse(null);
            if (own != null) {
                boolean waited = !isOurTurn(history) && new Turn(own, history, settings, listeners).await(main);
                own.stay();
                sure &= !waited;
            }
            if (sure || history.exists(main)) {
                heal(history);
            }
        } catch (SQLException e) {
            leave();
            LOG.warn(
                    "Other instances are not waited for, what has failed before is not healed, and what is not recorded is not"
                            + " built",
                    e);
        }
    }

    /** Whoever waited for a call that it is inside of, would wait for ever. */
    private boolean isOurTurn(HistoryTable history) throws SQLException {
        List<Integer> processes = outer.stream().map(OwnSession::process).toList();
        return !processes.isEmpty() && AdvisoryLock.toMigrate(history).isHeldBy(processes, main);
    }

    /** Every script of ours is safe to run again. Flyway refuses to go on while its history holds a failed one. */
    private void heal(HistoryTable history) throws SQLException {
        for (HistoryTable.Failed failed : history.failed(main)) {
            if (scripts.ours(failed.script()).isPresent()) {
                history.remove(failed, main);
                LOG.info(
                        "{} has failed before. It is safe to run again: taken out of {}",
                        failed.script(),
                        history.sql());
            }
        }
    }

    /** Whether there is something to do before and after a migration. */
    boolean guards(@Nullable MigrationInfo migration) {
        return scripts.ours(migration).isPresent();
    }

    void beforeEach(Connection connection, @Nullable MigrationInfo migration) {
        OurMigration ours = scripts.ours(migration).orElse(null);
        if (ours == null) {
            return;
        }
        if (onStandby) {
            throw Refusal.of(ours.script() + " cannot run on a standby: migrate on the primary.");
        }
        for (Section section : ours.sections()) {
            if (section.verb() == Verb.CREATE && section.definition().isEmpty()) {
                throw Refusal.of(ours.script() + " has no definition of " + section.name()
                        + " in its header that can be read: a line like"
                        + " -- definition: CREATE INDEX name ON table (column)");
            }
        }
        try {
            if (!connection.getAutoCommit()) {
                if (ours.needsNoTransaction()) {
                    throw Refusal.of(ours.script() + " would run in a transaction, in which PostgreSQL builds and"
                            + " drops no index concurrently. Its file " + ours.script()
                            + ".conf is missing beside it, or does not say executeInTransaction=false.");
                }
                new TransactionalScript(ours, connection, configuration.isGroup()).begin(context());
                return;
            }
            RunningScript begun = RunningScript.of(ours, connection, context());
            running = begun;
            begun.begin();
        } catch (SQLException e) {
            Optional<FlywayException> gaveUp = Optional.ofNullable(running).flatMap(RunningScript::giveUp);
            running = null;
            throw gaveUp.orElseGet(
                    () -> Refusal.of(ours.script() + ": the indexes cannot be looked at: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            end(false);
            throw e;
        }
    }

    private BuildContext context() {
        return new BuildContext(settings, listeners, ownSession(), configuration.getDataSource());
    }

    /** Before a statement of a script of ours. */
    void beforeStatement(String sql) {
        try {
            if (running != null) {
                running.beforeStatement(sql);
            }
        } catch (SQLException e) {
            throw Refusal.of("the index cannot be looked at: " + e.getMessage(), e);
        }
    }

    /** After a statement that has succeeded. */
    void afterStatement(String sql) {
        if (running != null) {
            running.afterStatement(sql);
        }
    }

    /** After a statement that has failed, with what the server says. */
    void failedStatement(@Nullable String state, @Nullable String message) {
        if (running != null) {
            running.failed(state, message);
        }
    }

    void afterEach(boolean failed) {
        if (!failed) {
            end(true);
            return;
        }
        Optional<FlywayException> gaveUp = Optional.ofNullable(running).flatMap(RunningScript::fail);
        running = null;
        if (gaveUp.isPresent()) {
            throw gaveUp.get();
        }
    }

    /**
     * Builds what is declared and no migration records, on the connection that ran the migrations. Not where Flyway was to stop
     * earlier: tables may be missing.
     */
    void finish(Connection connection) {
        HistoryTable where = history;
        if (where == null || configuration.isSkipExecutingMigrations()) {
            return;
        }
        try {
            List<DeclaredModule> modules = DeclaredModule.of(configuration.getClassLoader());
            MigrationVersion target = configuration.getTarget();
            if (target != null && !target.equals(MigrationVersion.LATEST)) {
                modules.stream()
                        .filter(module -> !module.pending().isEmpty())
                        .forEach(module -> LOG.info(
                                "{}: what is not recorded is not built, since Flyway was to stop at {}",
                                module.registry(),
                                target));
            } else if (!modules.isEmpty()) {
                new PendingIndexes(modules, scripts, where, connection, settings, new StepRunner(connection, context()))
                        .build();
            }
        } catch (IOException | SQLException e) {
            throw Refusal.of("What is not recorded cannot be built: " + e.getMessage(), e);
        }
    }

    private void end(boolean succeeded) {
        if (running != null) {
            running.end(succeeded);
            running = null;
        }
    }

    /** On the thread of the call, or on the next call's; only while Flyway has its connection is a lock on that given back. */
    void leave() {
        end(false);
        if (own != null) {
            own.close();
            own = null;
        }
    }
}
