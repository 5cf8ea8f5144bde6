package dev.compositeindex.processor.command;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.recording.Plan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where commands print.
 *
 * @param out for what was asked for
 * @param err for problems
 */
record Output(PrintStream out, PrintStream err) {
    /** The exit code of a command that failed. */
    static final int FAILED = 1;

    void lines(List<String> lines) {
        lines.forEach(out::println);
    }

    void written(Plan plan, Path folder) {
        out.printf("Wrote %s to %s. Review and commit.%n", plan.size(), folder);
    }

    /** Prints the problems. */
    <T> Optional<T> valueOf(Checked<T> checked) {
        checked.problems()
                .forEach(problem -> err.println(
                        problem.code().severity().name().toLowerCase(Locale.ROOT) + ": " + problem.message()));
        return checked.value();
    }
}
