package dev.compositeindex.cli.command;

import dev.compositeindex.cli.recording.Numbering;
import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.cli.recording.Recording;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Holds what is declared against what is recorded, and fails if they differ. */
@Command(name = "check", description = "Fails if there is anything to record, or if something recorded is damaged.")
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private IndexesOption indexes = new IndexesOption();

    @Mixin
    private MigrationsOption migrations = new MigrationsOption();

    @Mixin
    private FormatOption format = new FormatOption();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Path> folders = migrations.foldersFor(indexes.modules().get(0));
        Report report = new Report(terminal, format.value(), "check");
        Optional<Plan> plan = report.valueOf(Recording.read(indexes.modules(), folders))
                .flatMap(states -> report.valueOf(states.plan(Numbering.NEXT, Optional.empty(), terminal.clock())));
        if (plan.isEmpty()) {
            return report.end(ExitCode.FAILED);
        }
        report.lines(plan.get().text());
        report.members(plan.get().members());
        if (plan.get().isEmpty()) {
            return report.end(ExitCode.OK);
        }
        report.line("%s to record. Run record, review and commit.", plan.get().size());
        return report.end(ExitCode.FOUND);
    }
}
