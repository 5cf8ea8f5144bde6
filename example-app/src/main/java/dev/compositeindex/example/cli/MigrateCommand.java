package dev.compositeindex.example.cli;

import dev.compositeindex.example.database.Database;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.verify.VerificationReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "migrate", description = "Applies the migrations that are new, and verifies every declared index.")
final class MigrateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private HelpOption help;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Override
    public Integer call() {
        Printer printer = new Printer(command.commandLine().getOut());
        VerificationReport report;
        try (Database database = databaseOptions.open()) {
            Steps steps = new Steps(database, IndexRegistry.load(), printer);
            steps.migrate();
            report = steps.verify();
            printer.problems(report);
        }
        // Only now, so that nothing that the shutdown has to say comes after the last line.
        return printer.summary(report);
    }
}
