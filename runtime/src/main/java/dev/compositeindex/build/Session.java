package dev.compositeindex.build;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server shows of a session, or prepared transaction, that a build waits for. What our role may not see is
 * empty.
 *
 * @param pid its process; 0 for a prepared transaction, -1 for what this server does not show
 * @param applicationName the name of its application, which every role sees
 * @param state as in {@code pg_stat_activity}
 * @param age how long its transaction has been open
 * @param query what it runs, or ran last, whole
 * @param gid the identifier of a prepared transaction
 * @param holdsTable whether it holds a lock on the table that keeps out builds: it has written, or is maintaining it
 * @param builds whether it builds an index
 * @param vacuums whether it vacuums
 * @param waitsFor the processes that it waits for itself
 * @param hidden whether our role may not see what it does
 * @param role the role that has looked
 */
record Session(
        int pid,
        String applicationName,
        String state,
        @Nullable Duration age,
        String query,
        String gid,
        boolean holdsTable,
        boolean builds,
        boolean vacuums,
        List<Integer> waitsFor,
        boolean hidden,
        String role) {

    /** Stands for what no process of this server is. */
    static final int UNSEEN = -1;

    Session {
        waitsFor = List.copyOf(waitsFor);
    }

    /** What is not of this server, and waited for all the same. */
    static Session unseen(String waitEvent, String role) {
        return new Session(UNSEEN, "", waitEvent, null, "", "", false, false, false, List.of(), false, role);
    }

    boolean isUnseen() {
        return pid == UNSEEN;
    }

    boolean isPrepared() {
        return pid == 0;
    }

    /** What is told about it, with its query cut to a length. */
    Blocker asBlocker(int queryLength) {
        return new Blocker(pid, applicationName, state, age, Texts.cut(query, queryLength), gid, Hints.of(this));
    }
}
