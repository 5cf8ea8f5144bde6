package dev.compositeindex.guard;

import dev.compositeindex.guard.OurMigration.Section;
import dev.compositeindex.text.Log;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Builds indexes of a script ahead of it, each table's by one session, while the script builds on another table. When the script
 * comes to such an index, it waits until all of the table are there; its own statement then finds it. Whatever no session has begun by then,
 * the script builds itself, so that with no further connection all is as without this.
 *
 * <p>Ahead goes only what nothing else stands between: a statement of the team's own may be what an index needs.
 */
final class BuildsAhead {

    private static final Log LOG = Log.of(MigrationGuard.class);

    private static final long PAUSE_MILLIS = 1_000;
    private static final long END_MILLIS = 30_000;

    private final GuardedScript script;
    private final BuildContext context;
    private final Map<Long, TableBuild> tables = new LinkedHashMap<>();
    private final List<BuildSession> sessions = new ArrayList<>();
    private boolean begun;
    private boolean over;

    private BuildsAhead(GuardedScript script, BuildContext context) {
        this.script = script;
        this.context = context;
    }

    /** Nothing is begun yet; empty unless it is wanted. Without our session, nobody would watch. */
    static Optional<BuildsAhead> of(GuardedScript script, BuildContext context) {
        return context.settings().parallel() > 1 && context.own().isPresent()
                ? Optional.of(new BuildsAhead(script, context))
                : Optional.empty();
    }

    /**
     * Whether an index that the script comes to was built ahead; it is waited for while it is built.
     *
     * @throws FlywayException if that has failed
     */
    boolean isBuilt(IndexSection section) throws SQLException {
        if (!begun && section.builds()) {
            begun = true;
            begin(section);
        }
        if (isNobodys(section)) {
            script.lock(List.of(section.table()));
            return false;
        }
        while (isBeingBuilt(section)) {
            // Servers end sessions that are idle for long.
            Sql.text(script.connection(), "SELECT 1");
        }
        return tables.containsKey(section.table());
    }

    /** Whether no session has come to it: then all of its table is the script's. */
    private synchronized boolean isNobodys(IndexSection section) {
        TableBuild table = tables.get(section.table());
        return table != null && table.take() && tables.remove(section.table()) != null;
    }

    /**
     * Waits a moment if it is, or another one of its table: the script's statement would wait for the table's lock, and keep a
     * snapshot that the build waits for.
     */
    private synchronized boolean isBeingBuilt(IndexSection section) {
        TableBuild table = tables.get(section.table());
        if (table == null) {
            return false;
        }
        try {
            if (!table.hasEnded()) {
                wait(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(script.name() + " was interrupted while its indexes were built", e);
        }
        FlywayException failure = table.failure();
        if (failure != null && !table.isBuilt(section.header())) {
            throw failure;
        }
        return !table.hasEnded();
    }

    private void begin(IndexSection first) throws SQLException {
        List<IndexSection> run = run(first);
        Set<Long> others = script.sections().stream()
                .filter(section -> !run.contains(section))
                .map(IndexSection::table)
                .collect(Collectors.toSet());
        for (IndexSection section : run) {
            if (section.table() != first.table() && !others.contains(section.table())) {
                tables.computeIfAbsent(section.table(), table -> new TableBuild())
                        .add(section.header());
            }
        }
        int wanted = Math.min(context.settings().parallel() - 1, tables.size());
        if (wanted > 0) {
            SessionCopy like = SessionCopy.of(script.connection());
            script.unlock(tables.keySet());
            for (int i = 0; i < wanted; i++) {
                BuildSession session = new BuildSession(this, script.name(), context.oneByOne(), like);
                sessions.add(session);
                session.start();
            }
        }
    }

    /** The builds from this one on, up to where anything else comes between. */
    private List<IndexSection> run(IndexSection first) {
        List<IndexSection> all = script.sections();
        List<IndexSection> run = new ArrayList<>();
        for (IndexSection section : all.subList(all.indexOf(first), all.size())) {
            if (!section.header().isBuild() || !section.hasTable()) {
                break;
            }
            run.add(section);
            if (!section.header().alone()) {
                break;
            }
        }
        return run;
    }

    /** Takes the next table that nobody has, for a session; nothing if there is none. */
    synchronized @Nullable TableBuild next() {
        return over
                ? null
                : tables.values().stream().filter(TableBuild::take).findFirst().orElse(null);
    }

    /** Whether no more is to be built. */
    synchronized boolean isOver() {
        return over;
    }

    synchronized void built(TableBuild table, Section section) {
        table.built(section);
    }

    /** A table is done with. */
    synchronized void ended(TableBuild table, @Nullable FlywayException failure) {
        table.ended(failure);
        notifyAll();
    }

    /** Ends what is being built, if the script has failed; whatever that leaves is dropped. */
    void end(boolean succeeded) {
        synchronized (this) {
            over = true;
        }
        if (!succeeded) {
            sessions.forEach(BuildSession::cancel);
        }
        for (BuildSession session : sessions) {
            if (!session.hasEnded(END_MILLIS)) {
                LOG.warn("A session of {} that builds an index does not end yet", script.name());
            }
        }
    }
}
