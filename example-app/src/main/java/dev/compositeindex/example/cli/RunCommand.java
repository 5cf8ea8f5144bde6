package dev.compositeindex.example.cli;

import dev.compositeindex.example.data.DataLoader;
import dev.compositeindex.example.database.Database;
import dev.compositeindex.example.workload.Measurement;
import dev.compositeindex.example.workload.Plan;
import dev.compositeindex.example.workload.Queries;
import dev.compositeindex.example.workload.Query;
import dev.compositeindex.example.workload.Workload;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.verify.VerificationReport;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = {
            "The whole loop: migrates, verifies every declared index, loads sample data, and runs twenty queries with and"
                    + " without their indexes.",
            "For a database of your own: one that holds rows which this command did not load is refused, unchanged."
        })
final class RunCommand implements Callable<Integer> {

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
        VerificationReport report;
        try (Database database = databaseOptions.open()) {
            Steps steps = new Steps(database, registry, printer);
            DataLoader loader = dataOptions.loader(database);
            // Refuses somebody's real data before anything is changed.
            loader.isNeeded();
            steps.migrate();
            report = steps.verify();
            printer.line("verify:");
            printer.verdicts(report);
            printer.problems(report);
            if (report.allValid()) {
                steps.load(loader);
                measure(new Workload(database.dataSource(), registry), printer);
                // Indexes were dropped and brought back since.
                report = steps.verify();
            }
        }
        // Only now, so that nothing that the shutdown has to say comes after the last line.
        return printer.summary(report);
    }

    private static void measure(Workload workload, Printer printer) throws SQLException {
        printer.line(
                "queries: milliseconds in the server, median of %d to %d runs on warm caches",
                Workload.FEWEST_RUNS, Workload.MOST_RUNS);
        List<Measurement> measurements = new ArrayList<>();
        TextTable table = new TextTable(
                ">#", "query", "index it uses", ">with", ">without it", ">", ">without any", ">", "what it does then");
        for (Query query : Queries.all()) {
            Measurement measured = workload.measure(query);
            measurements.add(measured);
            table.row(
                    Integer.toString(query.number()),
                    query.title(),
                    measured.with().access(),
                    millis(measured.with()),
                    measured.withoutIt().map(RunCommand::millis).orElse(""),
                    measured.withoutIt().map(plan -> ratio(plan, measured)).orElse(""),
                    millis(measured.withoutAny()),
                    ratio(measured.withoutAny(), measured),
                    measured.withoutAny().access());
        }
        printer.table(table);
        printer.line(
                "  without it: that index is dropped, in a transaction that is rolled back; others may stand in for it");
        printer.line("  without any: no declared index on the table, only its primary key and unique constraints");
        List<Measurement> others =
                measurements.stream().filter(measured -> !measured.asExpected()).toList();
        printer.line(
                "  %d of %d queries use an index that was declared for them",
                measurements.size() - others.size(), measurements.size());
        for (Measurement other : others) {
            printer.line(
                    "  query %d does not: expected %s",
                    other.query().number(),
                    String.join(" or ", new TreeSet<>(other.query().expectedIndexes())));
        }
        printOtherKeptPlans(measurements, printer);
    }

    /** A driver prepares on the server what runs again and again: pgjdbc from the fifth time on. */
    private static void printOtherKeptPlans(List<Measurement> measurements, Printer printer) {
        List<Measurement> changing = measurements.stream()
                .filter(measured -> !measured.keepsItsIndex())
                .toList();
        if (changing.isEmpty()) {
            return;
        }
        printer.line(
                "  %d of %d change their plan as prepared statements that run again and again:",
                changing.size(), measurements.size());
        for (Measurement measured : changing) {
            printer.line(
                    "  query %d to one for any parameters: %s, %s ms",
                    measured.query().number(), measured.kept().access(), millis(measured.kept()));
        }
    }

    private static String millis(Plan plan) {
        return String.format(Locale.ROOT, "%.3f", plan.executionMillis());
    }

    private static String ratio(Plan without, Measurement measured) {
        double ratio = without.executionMillis() / measured.with().executionMillis();
        return String.format(Locale.ROOT, ratio < 10 ? "%.1fx" : "%.0fx", ratio);
    }
}
