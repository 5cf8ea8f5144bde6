package dev.compositeindex.guard;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A call of {@code Flyway.migrate()}, seen on its thread's stack: Flyway tells its callbacks neither which command runs, nor
 * each of its ends.
 *
 * @param thread the thread that calls
 * @param depth how many calls that thread is in: more than one if a migration calls Flyway; 0 if it is in another command
 */
record MigrateCall(Thread thread, long depth) {

    private static final String MIGRATE = "migrate";
    private static final Set<String> COMMANDS =
            Set.of(MIGRATE, "info", "validate", "clean", "baseline", "repair", "undo");

    /** The innermost command that this thread is in. */
    static MigrateCall current() {
        Thread thread = Thread.currentThread();
        boolean migrates = commands(thread).findFirst().filter(MIGRATE::equals).isPresent();
        return new MigrateCall(thread, migrates ? depth(thread) : 0);
    }

    /** Whether the thread is inside of it; or of a later one, of which {@link MigrationGuard} is told. */
    boolean isOpen() {
        return depth(thread) >= depth;
    }

    private static long depth(Thread thread) {
        return commands(thread).filter(MIGRATE::equals).count();
    }

    private static Stream<String> commands(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> frame.getClassName().equals("org.flywaydb.core.Flyway"))
                .map(StackTraceElement::getMethodName)
                .filter(COMMANDS::contains);
    }
}
