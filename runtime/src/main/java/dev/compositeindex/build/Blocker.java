package dev.compositeindex.build;

import dev.compositeindex.text.Visible;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session, or a prepared transaction, that an index build waits for. What our role may not see is empty.
 *
 * @param pid the server's process; 0 for a prepared transaction, -1 for what this server does not show
 * @param applicationName the name that the application gave its connection
 * @param state as in {@code pg_stat_activity}: {@code active}, {@code idle in transaction} …
 * @param age how long its transaction has been open, or prepared; null if the server does not show it
 * @param query what it runs, or ran last, on one line, cut to the set length; empty if that is hidden
 * @param gid the identifier of a prepared transaction; empty for a session
 * @param hint what it is, and what can be done about it, in a sentence or two
 */
public record Blocker(
        int pid,
        String applicationName,
        String state,
        @Nullable Duration age,
        String query,
        String gid,
        String hint) {

    /** Who it is, in a few words: {@code process 123 (psql, idle in transaction, open for 2 min: SELECT …)}. */
    public String describe() {
        return Visible.of(Texts.blocker(this));
    }
}
