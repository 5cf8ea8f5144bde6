package dev.compositeindex.processor.command;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.migration.Change;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.Ledger;
import dev.compositeindex.processor.migration.MigrationFile;
import dev.compositeindex.processor.migration.MigrationFolder;
import dev.compositeindex.processor.migration.MigrationPlanner;
import dev.compositeindex.processor.migration.NumberedStep;
import dev.compositeindex.processor.migration.RecordedFile;
import dev.compositeindex.processor.options.ProcessorOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * {@code record} and {@code check}: hold what is declared against what is recorded, and write the difference as
 * migrations, or fail.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** In the class output. */
    private static final String LOCATION =
            ProcessorOptions.defaults().location().orElseThrow();

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
        } catch (IOException | UncheckedIOException e) {
            Throwable reason = e instanceof UncheckedIOException ? e.getCause() : e;
            print(new Problem(Code.FILE_ACCESS, new Site.OfModule(), "%s. Check the directories.".formatted(reason)));
            return FAILED;
        }
    }

    private int run(Arguments arguments) throws IOException {
        List<RecordedFile> files = new ArrayList<>(arguments.classes().javaMigrations(LOCATION));
        for (Path folder : arguments.migrations()) {
            files.addAll(MigrationFolder.read(folder, Optional.empty()));
        }
        Checked<Ledger> ledger = Ledger.replay(files);
        Checked<List<DeclaredIndex>> desired = arguments.classes().desired();
        ledger.problems().forEach(this::print);
        desired.problems().forEach(this::print);
        if (ledger.value().isEmpty() || desired.value().isEmpty()) {
            return FAILED;
        }
        Checked<List<Change>> plan =
                MigrationPlanner.plan(ledger.value().get(), desired.value().get());
        plan.problems().forEach(this::print);
        if (plan.value().isEmpty()) {
            return FAILED;
        }
        List<NumberedStep> steps = NumberedStep.number(
                plan.value().get(),
                arguments.timestamps()
                        ? ledger.value().get().next(clock.instant())
                        : ledger.value().get().next());
        return finish(arguments, steps, desired.value().get().size());
    }

    private int finish(Arguments arguments, List<NumberedStep> steps, int declared) throws IOException {
        if (steps.isEmpty()) {
            out.printf(
                    "Nothing to record: %s, and recorded.%n",
                    count(declared, "index is declared", "indexes are declared"));
            return 0;
        }
        TextTable table = new TextTable("version", "migration", "declared by");
        steps.forEach(
                step -> table.add(step.version().text(), step.step().entry().summary(), step.declaredBy()));
        out.println(table.text());
        String migrations = count(steps.size(), "migration", "migrations");
        if (arguments.write()) {
            Path target = arguments.migrations().get(0);
            for (NumberedStep step : steps) {
                // The configuration first: a script without it would run in a transaction.
                List<MigrationFile> files = new ArrayList<>(step.files());
                Collections.reverse(files);
                for (MigrationFile file : files) {
                    Files.writeString(
                            target.resolve(file.name()),
                            file.text(),
                            StandardCharsets.UTF_8,
                            StandardOpenOption.CREATE_NEW);
                }
            }
            arguments.classes().removePending(LOCATION);
            out.printf("Wrote %s to %s. Review and commit.%n", migrations, target);
            return 0;
        }
        out.printf(
                arguments.fail()
                        ? "%s to record. Run record, review and commit.%n"
                        : "%s to record. Nothing was written.%n",
                migrations);
        return arguments.fail() ? FAILED : 0;
    }

    private void print(Problem problem) {
        err.println("error: " + problem.message());
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
