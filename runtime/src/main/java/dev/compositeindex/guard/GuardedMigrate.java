package dev.compositeindex.guard;

import dev.compositeindex.build.Blocker;
import dev.compositeindex.build.BuildListeners;
import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.build.BuildWatch;
import dev.compositeindex.build.Preflight;
import dev.compositeindex.guard.OurMigration.Section;
import dev.compositeindex.guard.OurMigration.Verb;
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
    private @Nullable GuardedScript script;
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
            onStandby = Sessions.isOnStandby(main);
            if (onStandby) {
                LOG.warn("This is a standby: no index can be built here. Migrate on the primary.");
                return;
            }
            HistoryTable history = HistoryTable.of(configuration, main);
            own = OwnSession.open(configuration.getDataSource(), main).orElse(null);
            if (own != null) {
                if (!isOurTurn(history)) {
                    new Turn(own, history, settings, listeners).await(main);
                }
                own.stay();
            }
            heal(history);
        } catch (SQLException e) {
            leave();
            LOG.warn("Other instances are not waited for, and what has failed before is not healed", e);
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
                awaitBuilders(ours, connection);
                return;
            }
            GuardedScript begun = GuardedScript.of(ours, connection, settings);
            script = begun;
            begin(begun, connection);
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
     * Makes the way free for all indexes of a script, and for the first that is built or dropped all is ready: what would stop
     * it, stops the script before it has done anything.
     */
    private void begin(GuardedScript begun, Connection connection) throws SQLException {
        begun.sections().stream().filter(IndexSection::hasTable).findFirst().ifPresent(section -> current = section);
        watchCurrent(connection);
        begun.lockTables();
        current = null;
        for (IndexSection section : begun.sections()) {
            if (current == null && !section.isInstant()) {
                watch(section, connection);
            }
            section.clearTheWay();
            if (section == current && !section.builds() && !section.drops()) {
                finish();
            }
        }
        begun.looked();
        if (current != null && current.builds() && awaitBlockers(current, connection)) {
            // Meanwhile somebody may have begun to build, or have built it.
            current.clearTheWay();
            begun.looked();
        }
    }

    /** Before a statement of a script of ours: what it is about is looked at again if the last look is old, and watched. */
    void beforeStatement(Connection connection, String sql) {
        GuardedScript running = script;
        if (running == null) {
            return;
        }
        try {
            IndexSection section = running.sectionOf(sql).orElse(null);
            boolean stale = running.isStale();
            if (section == null) {
                if (stale) {
                    running.awaitBuildersBeforeNames();
                }
                return;
            }
            boolean isReady = section == current;
            if (!isReady && (stale || section.builds() || section.drops())) {
                watch(section, connection);
            }
            if (stale) {
                section.clearTheWay();
            }
            if (!isReady && section.builds() && awaitBlockers(section, connection)) {
                section.clearTheWay();
            }
        } catch (SQLException e) {
            throw new FlywayException("the index cannot be looked at: " + e.getMessage(), e);
        }
    }

    /** After a statement that has succeeded. */
    void afterStatement(String sql) {
        if (script != null && current != null && script.sectionOf(sql).orElse(null) == current) {
            finish();
        }
    }

    /** What is watched has succeeded, or there was nothing to do. */
    private void finish() {
        endWatch(true);
        current = null;
    }

    /**
     * What runs in a transaction has a snapshot, with which it waits for the index's lock: a {@code REINDEX} that holds the
     * lock would wait for the snapshot, and be ended by the deadlock. So it is waited for before, on our own session, and
     * without the snapshot that the transaction has so far. A group of migrations has locks that others may wait for.
     */
    private void awaitBuilders(OurMigration ours, Connection connection) throws SQLException {
        OwnSession session = own;
        if (session == null || configuration.isGroup()) {
            return;
        }
        Set<String> tables = new TreeSet<>();
        for (Section section : ours.sections()) {
            tables.add(IndexSection.tableOf(section, connection));
        }
        tables.remove("");
        // Also gives up the snapshot of the statement before.
        boolean snapshotIsGone =
                Sql.text(connection, "SHOW transaction_isolation").equals("read committed");
        if (snapshotIsGone) {
            for (String table : tables) {
                new Waiting(ours.script(), settings).whileThereAre(() -> session.buildersOf(Long.parseLong(table)));
            }
        }
    }

    /** From now on, since a leftover's drop may have to wait as well. What was watched before is not what is done now. */
    private void watch(IndexSection section, Connection connection) throws SQLException {
        current = null;
        endWatch(true);
        current = section;
        watchCurrent(connection);
    }

    private void watchCurrent(Connection connection) throws SQLException {
        IndexSection section = current;
        if (own != null && section != null && section.hasTable()) {
            BuildWatch started =
                    new BuildWatch(process(connection), section.index(), section.tableName(), settings, listeners);
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
    private boolean awaitBlockers(IndexSection index, Connection connection) throws SQLException {
        Preflight preflight = new Preflight(index.table(), process(connection), settings);
        long began = System.nanoTime();
        Preflight.Outlook outlook = preflight.look(connection);
        String text = index.index() + " on " + index.tableName() + " is about to be built: " + outlook.describe();
        if (outlook.isClear()) {
            LOG.info(text);
        } else {
            LOG.warn(text);
        }
        if (settings.patience() == null || outlook.isClear()) {
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

    private static int process(Connection connection) throws SQLException {
        return Integer.parseInt(Sessions.processId(connection));
    }

    void afterEach(Connection connection, @Nullable MigrationInfo migration, boolean failed) {
        boolean clean = true;
        if (failed && scripts.ours(migration).isPresent()) {
            stopWatching();
            clean = current == null || current.cleanUp();
        }
        Optional<FlywayException> gaveUp = gaveUp(end(!failed), clean);
        if (failed && gaveUp.isPresent()) {
            throw gaveUp.get();
        }
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
