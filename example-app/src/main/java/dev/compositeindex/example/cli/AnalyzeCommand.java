package dev.compositeindex.example.cli;

import dev.compositeindex.example.database.Database;
import dev.compositeindex.example.monitoring.IndexStatistics;
import dev.compositeindex.example.monitoring.IndexUsage;
import dev.compositeindex.example.workload.Queries;
import dev.compositeindex.example.workload.Workload;
import dev.compositeindex.registry.IndexRegistry;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "analyze",
        description = {
            "Shows how much the indexes are used: the most used, and those that are not. Changes nothing.",
            "A server that it has started itself is migrated and filled first, and queried: nothing would have been counted."
        })
final class AnalyzeCommand implements Callable<Integer> {

    private static final int MOST_USED = 20;
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
                IndexStatistics.reset(database.dataSource());
                new Workload(database.dataSource(), registry).run(Queries.all(), TIMES);
                printer.line(
                        "queries: each of %d was run %d times", Queries.all().size(), TIMES);
            }
            print(IndexStatistics.read(database.dataSource(), registry), printer);
        }
        return ExitCodes.OK;
    }

    private static void print(IndexStatistics statistics, Printer printer) {
        printer.line("");
        printer.line(
                "counted by this server since %s (%s)",
                statistics.since().time().truncatedTo(ChronoUnit.SECONDS),
                statistics.since().source());
        section("most used indexes", statistics.mostUsed(MOST_USED), statistics, printer);
        section("unused indexes, largest first", statistics.unused(), statistics, printer);
    }

    private static void section(String title, List<IndexUsage> indexes, IndexStatistics all, Printer printer) {
        printer.line("");
        printer.line("%s: %d of %d", title, indexes.size(), all.indexes().size());
        if (indexes.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(">scans", ">size", "index", "table", "declared by");
        for (IndexUsage index : indexes) {
            table.row(
                    Long.toString(index.scans()), size(index.bytes()), index.name(), index.table(), declaredBy(index));
        }
        printer.table(table);
    }

    private static String declaredBy(IndexUsage index) {
        return index.declaredBy().orElseGet(() -> switch (index.role()) {
            case PRIMARY_KEY -> "(primary key)";
            case UNIQUE -> "(unique)";
            case PLAIN -> "(no class)";
        });
    }

    private static String size(long bytes) {
        long kib = bytes / 1024;
        return kib < 10_000 ? kib + " kB" : String.format(Locale.ROOT, "%.1f MB", kib / 1024.0);
    }
}
