package dev.compositeindex.cli.command;

import dev.compositeindex.cli.verification.Verification;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds what is declared against the indexes of a database: a verdict for each. */
@Command(
        name = "verify",
        description = "Says of each declared index whether a database has it, valid and as it is declared.")
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private IndexesOption indexes = new IndexesOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(
            names = "--allow-unknown",
            description = "All is well, too, if of some indexes no more is known than that they may be valid.")
    private boolean allowUnknown;

    @Option(
            names = "--no-ddl",
            description =
                    "Creates nothing, not even what is rolled back. Predicates, expressions, collations and operator"
                            + " classes are not compared then: UNKNOWN.")
    private boolean noDdl;

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Report report = new Report(terminal, format.value(), "verify");
        Optional<Verification> verification =
                report.valueOf(Verification.of(indexes.modules(), database.address(terminal.password()), !noDdl));
        if (verification.isEmpty()) {
            return report.end(ExitCode.FAILED);
        }
        report.lines(verification.get().text());
        report.members(verification.get().members());
        return report.end(verification.get().isGood(allowUnknown) ? ExitCode.OK : ExitCode.FOUND);
    }
}
