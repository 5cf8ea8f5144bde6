package dev.compositeindex.example.cli;

import dev.compositeindex.example.data.NotOursException;
import dev.compositeindex.example.database.DatabaseUnavailableException;
import dev.compositeindex.health.IndexHealthException;
import dev.compositeindex.verify.IndexVerificationException;
import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

/** The learning community on the command line. Without a command it is {@code run}. */
@Command(
        name = "learning-community",
        description = "Declared indexes from annotated class to query plan, on a real PostgreSQL.",
        synopsisSubcommandLabel = "[run | migrate | check | analyze]",
        subcommands = {RunCommand.class, MigrateCommand.class, CheckCommand.class, AnalyzeCommand.class},
        footer = "%nWithout a command: run. Each command has its own --help.")
public final class Main {

    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help");

    @Mixin
    private HelpOption help;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(withCommand(args)));
    }

    /** The whole command line, for {@link #main} and for tests. */
    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed);
        for (CommandLine command : commands.getSubcommands().values()) {
            command.getCommandSpec()
                    .usageMessage()
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(ExitCodes.legend());
        }
        return commands;
    }

    /** Arguments that name no command are those of {@code run}. */
    static String[] withCommand(String... args) {
        boolean noCommand = args.length == 0 || (args[0].startsWith("-") && !OWN_OPTIONS.contains(args[0]));
        if (!noCommand) {
            return args;
        }
        String[] completed = new String[args.length + 1];
        completed[0] = "run";
        System.arraycopy(args, 0, completed, 1, args.length);
        return completed;
    }

    /** What a user can mend gets one line; only a mistake of ours gets a stack trace. */
    private static int failed(Exception problem, CommandLine command, ParseResult parsed) {
        if (isConnection(problem)) {
            command.getErr().println(problem.getMessage());
            return ExitCodes.UNAVAILABLE;
        }
        if (problem instanceof NotOursException
                || problem instanceof IndexVerificationException
                || problem instanceof IndexHealthException) {
            command.getErr().println("refused: " + problem.getMessage());
        } else if (problem instanceof FlywayException || problem instanceof SQLException) {
            command.getErr().println("failed: " + problem.getMessage());
        } else {
            problem.printStackTrace(command.getErr());
        }
        return ExitCodes.FAILED;
    }

    private static boolean isConnection(Exception problem) {
        return problem instanceof DatabaseUnavailableException
                || (problem instanceof SQLException sql
                        && sql.getSQLState() != null
                        && sql.getSQLState().startsWith("08"));
    }
}
