package dev.compositeindex.processor.command;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.recording.Plan;
import dev.compositeindex.processor.recording.Recording;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code record} and {@code check}: hold what is declared against what is recorded, and write the difference as
 * migrations, or fail.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    Main(PrintStream out, PrintStream err, Clock clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    public static void main(String... words) {
        System.exit(new Main(System.out, System.err, Clock.systemUTC()).run(words));
    }

    /** Runs a command; the exit code. */
    int run(String... words) {
        if (List.of(words).contains("--help")) {
            out.print(Arguments.USAGE);
            return 0;
        }
        try {
            return run(Arguments.parse(List.of(words)));
        } catch (Arguments.UsageException e) {
            err.println(e.getMessage() + "\n");
            err.print(Arguments.USAGE);
            return WRONG_USAGE;
        }
    }

    private int run(Arguments arguments) {
        Optional<Recording> recording = valueOf(Recording.read(arguments.modules(), arguments.migrations()));
        Optional<Plan> plan = recording.flatMap(states -> valueOf(states.plan(arguments.numbering(), clock)));
        if (plan.isEmpty()) {
            return FAILED;
        }
        show(plan.get());
        if (arguments.write()) {
            return valueOf(recording.get().write(plan.get()))
                    .map(written -> written(written, arguments))
                    .orElse(FAILED);
        }
        if (plan.get().isEmpty()) {
            return 0;
        }
        out.printf(
                arguments.fail()
                        ? "%s to record. Run record, review and commit.%n"
                        : "%s to record. Nothing was written.%n",
                plan.get().size());
        return arguments.fail() ? FAILED : 0;
    }

    private void show(Plan plan) {
        plan.text().forEach(out::println);
    }

    private int written(Plan plan, Arguments arguments) {
        if (!plan.isEmpty()) {
            out.printf(
                    "Wrote %s to %s. Review and commit.%n",
                    plan.size(), arguments.migrations().get(0));
        }
        return 0;
    }

    private <T> Optional<T> valueOf(Checked<T> checked) {
        checked.problems().forEach(this::print);
        return checked.value();
    }

    private void print(Problem problem) {
        err.println(problem.code().severity().name().toLowerCase(Locale.ROOT) + ": " + problem.message());
    }
}
