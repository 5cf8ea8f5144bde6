package dev.compositeindex.cli.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
public final class Main {
    private static final String NAME = "compositeindex";

    private final CommandLine commands;

    Main(Terminal terminal) {
        commands = new CommandLine(new Commands());
        Stream.of(
                        new RecordCommand(terminal),
                        new CheckCommand(terminal),
                        new AdoptCommand(terminal),
                        new VerifyCommand(terminal),
                        new AnalyzeCommand(terminal),
                        new GenerateCompletion())
                .forEach(commands::addSubcommand);
        commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true);
        Stream.concat(Stream.of(commands), commands.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .forEach(Main::describe);
    }

    private static void describe(CommandSpec command) {
        command.mixinStandardHelpOptions(true);
        command.usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.table())
                .sortOptions(false);
        command.exitCodeOnInvalidInput(ExitCode.USAGE.number());
        command.exitCodeOnExecutionException(ExitCode.FAILED.number());
    }

    public static void main(String... words) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Optional<String> password = Optional.ofNullable(System.getenv("PGPASSWORD"));
        System.exit(new Main(new Terminal(out, err, Clock.systemUTC(), password)).run(words));
    }

    /** Runs a command; the exit code. */
    int run(String... words) {
        return commands.execute(words);
    }

    /** What the commands are commands of. */
    @Command(
            name = NAME,
            versionProvider = Version.class,
            description =
                    "Records, checks, adopts, verifies and watches PostgreSQL indexes that are declared on domain classes.")
    static final class Commands implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "No command is given.");
        }
    }

    /** The version that the jar says. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {NAME + " " + (version == null ? "(not packaged)" : version)};
        }
    }
}
