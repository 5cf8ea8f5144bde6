package dev.compositeindex.guard;

import java.util.Arrays;

/**
 * A call of {@code Flyway.migrate()}, seen on its thread's stack: Flyway tells its callbacks neither which command runs, nor
 * each of its ends. It says nothing when it refuses to begin, and not where a call that failed is followed by another one.
 *
 * @param thread the thread that calls
 * @param depth how many calls that thread is in: more than one if a migration calls Flyway; 0 for none
 */
record MigrateCall(Thread thread, long depth) {

    static MigrateCall current() {
        return new MigrateCall(Thread.currentThread(), depth(Thread.currentThread()));
    }

    /** Whether the thread is inside of it; or of a later one, of which {@link MigrationGuard} is told. */
    boolean isOpen() {
        return depth > 0 && depth(thread) >= depth;
    }

    private static long depth(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> frame.getMethodName().equals("migrate")
                        && frame.getClassName().equals("org.flywaydb.core.Flyway"))
                .count();
    }
}
