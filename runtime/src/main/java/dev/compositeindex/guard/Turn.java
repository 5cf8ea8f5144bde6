package dev.compositeindex.guard;

import dev.compositeindex.build.BuildListeners;
import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.build.OtherBuilds;
import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The turn to migrate: one instance has it, the others wait, and show what is built meanwhile. Flyway itself would wait for its
 * lock for less than a minute.
 *
 * @param session the session that is going to hold our lock
 * @param history whose turn it is about
 */
record Turn(OwnSession session, HistoryTable history, BuildSettings settings, BuildListeners listeners) {

    private static final Log LOG = Log.of(Turn.class);

    /**
     * Waits until it is ours.
     *
     * @return whether it was somebody else's
     * @param main Flyway's connection, which must not be idle for as long as this may take
     * @throws org.flywaydb.core.api.FlywayException if patience ends
     */
    boolean await(Connection main) throws SQLException {
        Waiting waiting = new Waiting("This instance", settings);
        OtherBuilds others = new OtherBuilds(settings, listeners);
        String whom = "";
        boolean waited = false;
        // Flyway gives its lock up for a moment between two migrations, so one that was held must be found free twice.
        boolean free = true;
        try {
            for (String holder = holder(); !free || !holder.isEmpty(); holder = holder()) {
                waited = true;
                free = holder.isEmpty();
                whom = free ? whom : holder;
                show(others);
                // Servers end sessions that are idle for long.
                Sql.text(main, "SELECT 1");
                waiting.on("an instance migrates; the lock is held by " + whom);
            }
        } finally {
            others.ended();
        }
        return waited;
    }

    /** A look may fail, as on a busy server. If the session is gone, the next try for the lock tells. */
    private void show(OtherBuilds others) {
        try {
            others.look(session.connection());
        } catch (SQLException e) {
            LOG.debug("A look at what others build has failed", e);
        }
    }

    /**
     * Who keeps us from migrating; empty once our lock is ours, and Flyway's is nobody's. That one is held without ours by
     * Flyway's command line, and by a session that builds on after its process was killed.
     */
    private String holder() throws SQLException {
        return session.holderOf(AdvisoryLock.toMigrate(history), history);
    }
}
