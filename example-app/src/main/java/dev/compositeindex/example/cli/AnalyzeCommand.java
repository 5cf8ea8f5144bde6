package dev.compositeindex.example.cli;

import dev.compositeindex.example.database.Database;
import dev.compositeindex.example.workload.Queries;
import dev.compositeindex.example.workload.Workload;
import dev.compositeindex.health.IndexHealth;
import dev.compositeindex.registry.IndexRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "analyze",
        description = {
            "Shows the most used indexes, those that are not used, and what is wrong with them. Changes nothing.",
            "A server that it has started itself is migrated and filled first, and queried: nothing would have been counted."
        })
final class AnalyzeCommand implements Callable<Integer> {

    private static final int TIMES = 10;

    @Spec
    private CommandSpec command;

    @Mixin
    private HelpOption help;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private DataOptions dataOptions;

    @Override
    public Integer call() throws SQLException {
        dataOptions.check();
        Printer printer = new Printer(command.commandLine().getOut());
        IndexRegistry registry = IndexRegistry.load();
        try (Database database = databaseOptions.open()) {
            Steps steps = new Steps(database, registry, printer);
            if (database.isEmbedded()) {
                steps.migrate();
                steps.load(dataOptions.loader(database));
                resetCounters(database);
                new Workload(database.dataSource(), registry).run(Queries.all(), TIMES);
                printer.line(
                        "queries: each of %d was run %d times", Queries.all().size(), TIMES);
            }
            printer.line("");
            IndexHealth.of(database.dataSource()).report(registry).text().forEach(line -> printer.line("%s", line));
        }
        return ExitCodes.OK;
    }

    /** Sets all counters of the database to zero, also those that others watch: for a server of one's own. */
    private static void resetCounters(Database database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_reset()");
        }
    }
}
