package dev.compositeindex.guard;

import dev.compositeindex.build.Blocker;
import dev.compositeindex.build.BuildListeners;
import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.build.BuildWatch;
import dev.compositeindex.build.Preflight;
import dev.compositeindex.guard.OurMigration.Section;
import dev.compositeindex.guard.OurMigration.Verb;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Guards one call of {@code Flyway.migrate()}, on its thread. */
final class GuardedMigrate {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationGuard.class);

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
    private @Nullable GuardedScript script;
    private @Nullable IndexSection ready;
    private @Nullable IndexSection current;
    private @Nullable BuildWatch watch;

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
            own = OwnSession.open(configuration.getDataSource(), arrival.process())
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
            throw new FlywayException(ours.script() + " cannot run on a standby: migrate on the primary.");
        }
        for (Section section : ours.sections()) {
            if (section.verb() == Verb.CREATE && section.definition().isEmpty()) {
                throw new FlywayException(ours.script() + " has no definition of " + section.name()
                        + " in its header that can be read: a line like"
                        + " -- definition: CREATE INDEX name ON table (column)");
            }
        }
        try {
            if (!connection.getAutoCommit()) {
                if (ours.needsNoTransaction()) {
                    throw new FlywayException(
                            ours.script() + " would run in a transaction, in which PostgreSQL builds and"
                                    + " drops no index concurrently. Its file " + ours.script()
                                    + ".conf is missing beside it, or does not say executeInTransaction=false.");
                }
                List<IndexSection> sections = IndexSection.of(ours, connection, settings);
                awaitBuilders(ours, sections, connection);
                for (IndexSection section : sections) {
                    section.freeName();
                }
                return;
            }
            GuardedScript begun = GuardedScript.of(ours, connection, settings);
            script = begun;
            begin(begun);
        } catch (SQLException e) {
            throw gaveUp(end(false), true)
                    .orElseGet(() -> new FlywayException(
                            ours.script() + ": the indexes cannot be looked at: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            end(false);
            throw e;
        }
    }

    /**
     * Makes the way free for all indexes of a script, and for the first that is built all is ready: what would stop it, stops
     * the script before it has done anything.
     */
    private void begin(GuardedScript begun) throws SQLException {
        begun.lockTables();
        if (!begun.look()) {
            for (IndexSection section : begun.sections()) {
                clearTheWay(section);
            }
        }
        IndexSection first = begun.sections().stream()
                .filter(section -> !section.isInstant())
                .findFirst()
                .orElse(null);
        // Meanwhile somebody may have begun to build, or have built it.
        if (first != null && first.builds() && begun.isBlocked() && awaitBlockers(first, begun) && !begun.look(first)) {
            clearTheWay(first);
        }
        ready = first;
    }

    /** Watched, since a leftover's drop may have to wait as well. */
    private void clearTheWay(IndexSection section) throws SQLException {
        if (!section.isInstant()) {
            watch(section);
        }
        section.clearTheWay();
        // Nothing of it is built yet.
        current = null;
        endWatch(true);
    }

    /** Before a statement of a script of ours: what it is about is looked at again if the last look is old, and watched. */
    void beforeStatement(String sql) {
        GuardedScript running = script;
        if (running == null) {
            return;
        }
        try {
            IndexSection section = running.sectionOf(sql).orElse(null);
            if (section == null) {
                running.awaitBuildersBeforeNames();
                return;
            }
            if (running.isStale() && !running.look(section)) {
                clearTheWay(section);
            }
            // Others come and go on a busy server: for the first one, those that were there were waited for.
            if (section != ready
                    && section.builds()
                    && running.isBlocked()
                    && awaitBlockers(section, running)
                    && !running.look(section)) {
                clearTheWay(section);
            }
            if (section.builds() || section.drops()) {
                watch(section);
            }
            section.standIn();
        } catch (SQLException e) {
            throw new FlywayException("the index cannot be looked at: " + e.getMessage(), e);
        }
    }

    /** After a statement that has succeeded. */
    void afterStatement(String sql) {
        if (script != null) {
            script.sectionOf(sql).ifPresent(script::done);
        }
        if (current != null) {
            endWatch(true);
            current = null;
        }
    }

    /**
     * What runs in a transaction has a snapshot, with which it waits for the index's lock: a {@code REINDEX} that holds the
     * lock would wait for the snapshot, and be ended by the deadlock. So it is waited for before, on our own session, and
     * without the snapshot that the transaction has so far. A group of migrations has locks that others may wait for.
     */
    private void awaitBuilders(OurMigration ours, List<IndexSection> sections, Connection connection)
            throws SQLException {
        OwnSession session = own;
        if (session == null || configuration.isGroup()) {
            return;
        }
        Set<Long> tables = new TreeSet<>();
        for (IndexSection section : sections) {
            if (section.hasTable()) {
                tables.add(section.table());
            }
        }
        // Also gives up the snapshot of the statement before.
        boolean snapshotIsGone =
                Sql.text(connection, "SHOW transaction_isolation").equals("read committed");
        if (snapshotIsGone) {
            for (long table : tables) {
                new Waiting(ours.script(), settings).whileThereAre(() -> session.buildersOf(table));
            }
        }
    }

    /** From now on. */
    private void watch(IndexSection section) {
        current = section;
        GuardedScript running = script;
        if (own != null && running != null && section.hasTable()) {
            BuildWatch started = new BuildWatch(
                    running.process(), section.table(), section.index(), section.tableName(), settings, listeners);
            watch = started;
            own.watch(started::look);
        }
    }

    /**
     * Says who would block the build now. Whose patience is limited waits for these first, though not for those who come
     * meanwhile: so far, nothing is INVALID.
     *
     * @return whether it has waited
     */
    private boolean awaitBlockers(IndexSection index, GuardedScript running) throws SQLException {
        Connection connection = running.connection();
        Preflight preflight = new Preflight(index.table(), running.process(), settings);
        long began = System.nanoTime();
        Preflight.Outlook outlook = preflight.look(connection);
        if (outlook.isClear()) {
            return false;
        }
        LOG.warn("{} on {} is about to be built: {}", index.index(), index.tableName(), outlook.describe());
        if (settings.patience() == null) {
            return false;
        }
        Waiting waiting = new Waiting(index.index(), settings);
        for (List<Blocker> blockers = outlook.blockers(); !blockers.isEmpty(); ) {
            waiting.on(
                    blockers.stream()
                            .map(blocker -> blocker.pid() + blocker.gid())
                            .collect(Collectors.joining(" ")),
                    blockers.stream()
                            .map(Blocker::describe)
                            .collect(Collectors.joining(", and by ", "it would be blocked by ", "")));
            List<Blocker> now = preflight.look(connection).blockers();
            // Taken after the look, so that who has begun after the first one is never older.
            Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
            blockers = now.stream()
                    .filter(blocker -> blocker.age() == null || blocker.age().compareTo(elapsed) > 0)
                    .toList();
        }
        return true;
    }

    void afterEach(Connection connection, @Nullable MigrationInfo migration, boolean failed) {
        if (!failed) {
            end(true);
            return;
        }
        Optional<FlywayException> gaveUp = scripts.ours(migration).isPresent() ? endFailed() : gaveUp(end(false), true);
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
                boolean isSomethingPending =
                        modules.stream().anyMatch(module -> !module.pending().isEmpty());
                String path = isSomethingPending ? where.searchFirst(connection) : "";
                new PendingIndexes(
                                modules,
                                scripts,
                                where,
                                connection,
                                settings,
                                (subject, steps) -> run(subject, steps, connection))
                        .build();
                if (isSomethingPending) {
                    HistoryTable.search(path, connection);
                }
            }
        } catch (IOException | SQLException e) {
            throw new FlywayException("What is not recorded cannot be built: " + e.getMessage(), e);
        }
    }

    /** Runs statements that come from no script. */
    private void run(String subject, List<PendingIndexes.Step> steps, Connection connection) {
        if (steps.isEmpty()) {
            return;
        }
        OurMigration work = new OurMigration(
                subject, steps.stream().map(PendingIndexes.Step::section).toList());
        try {
            GuardedScript begun = GuardedScript.of(work, connection, settings);
            script = begun;
            begun.liftLimits();
            begin(begun);
            for (PendingIndexes.Step step : steps) {
                beforeStatement(step.sql());
                Sql.run(connection, step.sql());
                afterStatement(step.sql());
                step.afterwards().run();
            }
            end(true);
        } catch (SQLException e) {
            throw endFailed().orElseGet(() -> new FlywayException(subject + " cannot be built: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            end(false);
            throw e;
        }
    }

    /** Ends what has failed, and removes what it has left; the error if that is because patience ended. */
    private Optional<FlywayException> endFailed() {
        stopWatching();
        boolean clean = current == null || current.cleanUp();
        return gaveUp(end(false), clean);
    }

    private void stopWatching() {
        if (own != null) {
            own.stopWatching();
        }
    }

    /** Ends what was begun for a script; its last watch, if there was one, knows whether patience ended. */
    private @Nullable BuildWatch end(boolean succeeded) {
        BuildWatch ended = endWatch(succeeded);
        current = null;
        ready = null;
        if (script != null) {
            script.end();
            script = null;
        }
        return ended;
    }

    private @Nullable BuildWatch endWatch(boolean succeeded) {
        stopWatching();
        BuildWatch ended = watch;
        if (ended != null) {
            if (!succeeded) {
                ended.failed();
            } else if (current != null && current.drops()) {
                ended.dropped();
            } else if (current != null && current.builds()) {
                ended.succeeded();
            } else {
                ended.over();
            }
        }
        watch = null;
        return ended;
    }

    private static Optional<FlywayException> gaveUp(@Nullable BuildWatch ended, boolean clean) {
        return Optional.ofNullable(ended)
                .flatMap(BuildWatch::gaveUp)
                .map(
                        reason -> new FlywayException(
                                reason
                                        + (clean
                                                ? ""
                                                : " What the build has left is dropped at the next start: it could not be dropped now.")));
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
