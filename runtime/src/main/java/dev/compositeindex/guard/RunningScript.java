package dev.compositeindex.guard;

import dev.compositeindex.build.BuildWatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * A migration of ours while it runs, statement by statement: what is in the way of its indexes is cared for before, and builds
 * and drops are watched.
 */
final class RunningScript {

    private final GuardedScript script;
    private final BuildContext context;
    private final Optional<BuildsAhead> ahead;
    private @Nullable IndexSection ready;
    private @Nullable IndexSection current;
    private @Nullable BuildWatch watch;
    private @Nullable String error;
    private boolean hasEqualKeys;

    private RunningScript(GuardedScript script, BuildContext context) {
        this.script = script;
        this.context = context;
        this.ahead = BuildsAhead.of(script, context);
    }

    /** A script on the session that is going to run it; it must be {@linkplain #end ended}. */
    static RunningScript of(OurMigration migration, Connection connection, BuildContext context) throws SQLException {
        return new RunningScript(GuardedScript.of(migration, connection, context.settings()), context);
    }

    /** Switches the session's limits off, for statements that do not come from a script, which would do so itself. */
    void liftLimits() throws SQLException {
        script.liftLimits();
    }

    /**
     * Makes the way free for all indexes, and for the first that is built all is ready: what would stop it, stops the script
     * before it has done anything.
     *
     * @throws FlywayException if a name is taken, or patience ends
     */
    void begin() throws SQLException {
        script.lockTables();
        if (!script.look()) {
            for (IndexSection section : script.sections()) {
                clearTheWay(section);
            }
        }
        IndexSection first = script.sections().stream()
                .filter(section -> !section.isInstant())
                .findFirst()
                .orElse(null);
        // Meanwhile somebody may have begun to build, or have built it.
        if (first != null && first.builds()) {
            awaitBlockers(first);
        }
        ready = first;
    }

    /** Before a statement: what it is about is looked at again if the last look is old, and watched. */
    void beforeStatement(String sql) throws SQLException {
        IndexSection section = script.sectionOf(sql).orElse(null);
        if (section == null) {
            script.awaitBuildersBeforeNames();
            return;
        }
        if (ahead.isPresent() && ahead.get().isBuilt(section)) {
            section.isBuilt();
            return;
        }
        if (script.isStale() && !script.look(section)) {
            clearTheWay(section);
        }
        // Others come and go on a busy server: for the first one, those that were there were waited for.
        if (section != ready && section.builds()) {
            awaitBlockers(section);
        }
        if (section.builds() || section.drops()) {
            watch(section);
        }
        section.standIn();
    }

    /** After a statement that has succeeded. */
    void afterStatement(String sql) {
        script.sectionOf(sql).ifPresent(script::done);
        if (current != null) {
            endWatch(true);
            current = null;
        }
    }

    /**
     * A statement has failed, with what the server says. To be told before {@link #fail}, which removes what there is to see of
     * it.
     */
    void failed(@Nullable String state, @Nullable String message) {
        if (error == null) {
            error = String.valueOf(message);
            hasEqualKeys = current != null && current.builds() && EqualKeys.isMeantBy(String.valueOf(state));
        }
    }

    /** Ends it. */
    void end(boolean succeeded) {
        ahead.ifPresent(others -> others.end(succeeded));
        endWatch(succeeded);
        current = null;
        script.end();
    }

    /** Ends what has failed, and removes what it has left; the error if that is because patience ended, or of equal keys. */
    Optional<FlywayException> fail() {
        stopWatching();
        Optional<FlywayException> known = known();
        Optional<FlywayException> gaveUp = giveUp(current == null || current.cleanUp());
        return gaveUp.isPresent() ? gaveUp : known;
    }

    /** Flyway tells of errors in its own way, but not if it fails itself, at a connection that was closed because of the error. */
    private Optional<FlywayException> known() {
        if (error == null) {
            return Optional.empty();
        }
        if (hasEqualKeys && current != null) {
            return Optional.of(Refusal.of(current.equalKeys(error)));
        }
        return script.isClosed()
                ? Optional.of(Refusal.of(script.name() + ": " + error.strip()
                        + (error.strip().endsWith(".") ? "" : ".")
                        + " Because of this error, the connection was closed, as some pools do."))
                : Optional.empty();
    }

    /** Ends what has not begun; the error if that is because patience ended. */
    Optional<FlywayException> giveUp() {
        stopWatching();
        return giveUp(true);
    }

    private Optional<FlywayException> giveUp(boolean clean) {
        // The last watch, if there was one, knows.
        Optional<String> reason = Optional.ofNullable(watch).flatMap(BuildWatch::gaveUp);
        end(false);
        return reason.map(text -> Refusal.of(text
                + (clean
                        ? ""
                        : " What the build has left is dropped at the next start: it could not be dropped now.")));
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

    private void awaitBlockers(IndexSection section) throws SQLException {
        if (script.isBlocked()
                && new BuildBlockers(section, script.process(), context.settings()).await(script.connection())
                && !script.look(section)) {
            clearTheWay(section);
        }
    }

    /** From now on. */
    private void watch(IndexSection section) {
        current = section;
        if (section.hasTable()) {
            context.own().ifPresent(session -> {
                BuildWatch started = new BuildWatch(
                        script.process(),
                        section.table(),
                        section.index(),
                        section.tableName(),
                        context.settings(),
                        context.listeners());
                watch = started;
                session.watch(this, started::look);
            });
        }
    }

    private void stopWatching() {
        context.own().ifPresent(session -> session.stopWatching(this));
    }

    private void endWatch(boolean succeeded) {
        stopWatching();
        if (watch != null) {
            if (!succeeded) {
                watch.failed();
            } else if (current != null && current.drops()) {
                watch.dropped();
            } else if (current != null && current.builds()) {
                watch.succeeded();
            } else {
                watch.over();
            }
        }
        watch = null;
    }
}
