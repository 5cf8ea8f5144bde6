package dev.compositeindex.build;

import dev.compositeindex.build.Percentage.Counters;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A build as the server shows it at one moment. What our role may not see is empty.
 *
 * @param pid the process that builds
 * @param index the index, as SQL
 * @param table the table, as SQL
 * @param tableBytes its size; 0 if not known
 * @param counters its phase, and how far that is
 * @param elapsed how long the command has been running; null if hidden
 * @param sessions those that it waits for
 */
record Sample(
        int pid,
        String index,
        String table,
        long tableBytes,
        Counters counters,
        @Nullable Duration elapsed,
        List<Session> sessions) {

    /** Its phase while it waits for the table's lock, before the server counts it as a build. */
    static final String WAITING_FOR_LOCK = "waiting for a lock on the table";

    /** Its phase while it waits for what is on no process of this server. */
    static final String WAITING_ELSEWHERE = "waiting for something that this server does not show";

    Sample {
        sessions = List.copyOf(sessions);
    }

    /** The same by the names that the builder knows it by. */
    Sample named(String knownIndex, String knownTable) {
        return new Sample(pid, knownIndex, knownTable, tableBytes, counters, elapsed, sessions);
    }

    String phase() {
        return counters.phase();
    }

    /** Whether the server does not know yet which index it is; plain builds never show that. */
    boolean isBeginning() {
        return index.isEmpty() && counters.concurrently() && phase().equals("initializing");
    }

    /** Whether it works, and does not wait for others. */
    boolean works() {
        return sessions.isEmpty() && !phase().startsWith("waiting");
    }
}
