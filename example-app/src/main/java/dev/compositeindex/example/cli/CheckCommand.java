package dev.compositeindex.example.cli;

import dev.compositeindex.example.database.Database;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.verify.VerificationReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = {
            "Verifies every declared index, and says what to do about those that are not valid. Changes nothing.",
            "A server that it has started itself is migrated first: it would be empty."
        })
final class CheckCommand implements Callable<Integer> {

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
            if (database.isEmbedded()) {
                steps.migrate();
            }
            report = steps.verify();
            printer.verdicts(report);
            printer.problems(report);
        }
        return printer.summary(report);
    }
}
