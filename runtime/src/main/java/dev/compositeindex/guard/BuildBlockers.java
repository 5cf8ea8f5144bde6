package dev.compositeindex.guard;

import dev.compositeindex.build.Blocker;
import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.build.Preflight;
import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Those who would block a build that is about to begin.
 *
 * @param index what is built
 * @param process the session that is going to build it
 */
record BuildBlockers(IndexSection index, int process, BuildSettings settings) {

    private static final Log LOG = Log.of(MigrationGuard.class);

    /**
     * Says who they are. Whose patience is limited waits for these first, though not for those who come meanwhile: so far,
     * nothing is INVALID.
     *
     * @return whether it has waited
     * @throws org.flywaydb.core.api.FlywayException if patience ends
     */
    boolean await(Connection connection) throws SQLException {
        Preflight preflight = new Preflight(index.table(), process, settings);
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
}
