package dev.compositeindex.cli.command;

import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.cli.recording.Recording;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds what is declared against what is recorded, and writes the difference as migrations. */
@Command(name = "record", description = "Writes the migrations that lead from what is recorded to what is declared.")
final class RecordCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private IndexesOption indexes = new IndexesOption();

    @Mixin
    private MigrationsOption migrations = new MigrationsOption();

    @Mixin
    private NumberingOption numbering = new NumberingOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(
            names = "--withdraw",
            paramLabel = "<index>",
            description =
                    "Gives up a recorded unique index that is not declared any more, and that rows somewhere keep from being built.")
    private List<String> withdrawn = List.of();

    @Option(names = "--dry-run", description = "Only shows what would be written.")
    private boolean dryRun;

    RecordCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Path> folders = migrations.foldersFor(indexes.modules().get(0));
        Report report = new Report(terminal, format.value(), "record");
        Optional<Recording> recording = report.valueOf(Recording.read(indexes.modules(), folders));
        Optional<Plan> plan = recording.flatMap(states ->
                report.valueOf(states.plan(numbering.value(), numbering.name(), withdrawn, terminal.clock())));
        if (plan.isEmpty()) {
            return report.end(ExitCode.FAILED);
        }
        report.lines(plan.get().text());
        report.members(plan.get().members());
        return write(report, recording.get(), plan.get(), dryRun, folders.get(0))
                ? report.end(ExitCode.OK)
                : report.end(ExitCode.FAILED);
    }

    /** Writes what is to be written; whether that succeeded. */
    static boolean write(Report report, Recording recording, Plan plan, boolean dryRun, Path folder) {
        boolean isWanted = !dryRun && !plan.isEmpty();
        boolean isWritten = isWanted && report.valueOf(recording.write(plan)).isPresent();
        report.members(Map.of("written", isWritten));
        if (isWritten) {
            report.line("Wrote %s to %s. Review and commit.", plan.size(), folder);
        } else if (dryRun && !plan.isEmpty()) {
            report.line("%s to record. Nothing was written.", plan.size());
        }
        return isWritten || !isWanted;
    }
}
