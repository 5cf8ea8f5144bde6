package dev.compositeindex.processor.command;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code record}, {@code check} and {@code adopt}, from the command line. */
public final class Main {
    private static final int WRONG_USAGE = 2;
    private static final Set<String> HELP = Set.of("--help", "-h");

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final Optional<String> password;

    /**
     * A command line.
     *
     * @param password the database's password, unless its URL says it
     */
    Main(PrintStream out, PrintStream err, Clock clock, Optional<String> password) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.password = password;
    }

    public static void main(String... words) {
        Optional<String> password = Optional.ofNullable(System.getenv("PGPASSWORD"));
        System.exit(new Main(System.out, System.err, Clock.systemUTC(), password).run(words));
    }

    /** Runs a command; the exit code. */
    int run(String... words) {
        if (Stream.of(words).anyMatch(HELP::contains)) {
            out.print(Arguments.USAGE);
            return 0;
        }
        try {
            Arguments arguments = Arguments.parse(List.of(words), password);
            Output output = new Output(out, err);
            return arguments
                    .database()
                    .map(database -> new AdoptCommand(output, clock).run(arguments, database))
                    .orElseGet(() -> new RecordCommand(output, clock).run(arguments));
        } catch (Arguments.UsageException e) {
            err.println(e.getMessage() + "\n");
            err.print(Arguments.USAGE);
            return WRONG_USAGE;
        }
    }
}
