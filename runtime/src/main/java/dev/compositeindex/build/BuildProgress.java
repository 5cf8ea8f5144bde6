package dev.compositeindex.build;

import dev.compositeindex.text.Visible;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an index build is, at one moment.
 *
 * @param pid the server's process that builds
 * @param index the index, as SQL; empty if the server does not show it to our role, or does not know it yet
 * @param table its table, as SQL; empty if the server does not show it
 * @param tableBytes the size of the table, without what is stored out of line, as far as the server knows it without
 *     locking the table; 0 if it does not
 * @param phase what the build does, in the server's words, such as {@code building index: scanning table}; empty if the
 *     server does not show it to our role
 * @param percent how much of the work is done, 0 to 100, all phases weighed. Never less than before; 100 only when the
 *     index is built
 * @param elapsed how long the build has been running, or as long as we have seen it
 * @param remaining how long it still has to work, without what it may have to wait for others; null while it waits
 *     for others, and while that cannot be told
 * @param blockers whom it waits for just now
 * @param own whether this instance builds
 */
public record BuildProgress(
        int pid,
        String index,
        String table,
        long tableBytes,
        String phase,
        int percent,
        Duration elapsed,
        @Nullable Duration remaining,
        List<Blocker> blockers,
        boolean own) {

    public BuildProgress {
        blockers = List.copyOf(blockers);
    }

    /**
     * On one line, for people: {@code course_pub_diff_idx on learning_course (1.2 GB): building index: scanning table,
     * 43 %, 2 min so far, about 3 min to go}. Blockers are named, with their hints.
     */
    public String describe() {
        return Visible.of(Texts.build(this) + (blockers.isEmpty() ? "" : ": " + Texts.blockedBy(blockers)));
    }
}
