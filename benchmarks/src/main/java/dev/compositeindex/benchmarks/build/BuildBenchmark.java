package dev.compositeindex.benchmarks.build;

import dev.compositeindex.benchmarks.Report;
import dev.compositeindex.benchmarks.Samples;
import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What builds on filled tables take by our migration, against the same statements over plain JDBC. */
@Command(
        name = "build",
        description = "What builds on filled tables take, against the same statements over JDBC.",
        mixinStandardHelpOptions = true)
public final class BuildBenchmark implements Callable<Integer> {
    @Option(names = "--folder", defaultValue = "target/benchmarks", description = "for scripts and results")
    private Path folder = Path.of("");

    @Option(names = "--server", defaultValue = "NEWEST", description = "${COMPLETION-CANDIDATES}")
    private PostgresServer server = PostgresServer.NEWEST;

    @Option(names = "--indexes", defaultValue = "39", description = "how many (default: ${DEFAULT-VALUE})")
    private int indexes;

    @Option(names = "--rows", defaultValue = "1000000", description = "of each table (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--pairs", defaultValue = "5", description = "that are measured (default: ${DEFAULT-VALUE})")
    private int pairs;

    @Option(
            names = "--parallel",
            split = ",",
            defaultValue = "2",
            description = "how many tables at once (default: ${DEFAULT-VALUE})")
    private List<Integer> parallel = List.of();

    /** Builds all indexes in some way. */
    @FunctionalInterface
    private interface Build {
        void on(FilledTables tables) throws SQLException;
    }

    private record Subject(String title, Build build, Samples times, Samples ratios) {
        Subject(String title, Build build) {
            this(title, build, new Samples(), new Samples());
        }

        void add(double seconds, double ratio) {
            times.add(seconds);
            ratios.add(ratio);
        }
    }

    @Override
    public Integer call() throws IOException, SQLException {
        FilledTables tables = FilledTables.of(server, indexes, rows, folder.resolve("build"));
        List<Subject> subjects = new ArrayList<>(List.of(
                new Subject("the statements over JDBC", FilledTables::buildByHand),
                new Subject("our migration, with the guard", FilledTables::buildByMigration)));
        for (int builds : parallel) {
            subjects.add(new Subject(
                    "our migration, " + builds + " tables at once", filled -> filled.buildByMigration(builds)));
        }
        for (int round = -1; round < pairs; round++) {
            // Who comes later finds more in memory.
            Collections.rotate(subjects, 1);
            Map<Subject, Double> took = new HashMap<>();
            for (Subject subject : subjects) {
                took.put(subject, seconds(subject, tables));
            }
            if (round >= 0) {
                took.forEach((subject, seconds) -> subject.add(
                        seconds,
                        seconds
                                / took.entrySet().stream()
                                        .filter(other -> other.getKey().title().endsWith("JDBC"))
                                        .mapToDouble(Map.Entry::getValue)
                                        .sum()));
            }
        }
        Report report = new Report(
                "build", Map.of("server", server.toString(), "indexes", indexes, "rows", rows, "pairs", pairs));
        subjects.stream()
                .sorted(Comparator.comparing(Subject::title).reversed())
                .forEach(subject -> report.add(row(subject)));
        report.write(folder, System.out);
        return 0;
    }

    private static double seconds(Subject subject, FilledTables tables) throws SQLException {
        long begin = System.nanoTime();
        subject.build().on(tables);
        double seconds = (System.nanoTime() - begin) / 1e9;
        tables.reset();
        return seconds;
    }

    private static Map<String, Object> row(Subject subject) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("builds", subject.title());
        row.put("seconds", subject.times().median());
        row.put("spread", subject.times().spread());
        row.put("to JDBC, pair by pair", subject.ratios().median());
        row.put("spread of that", subject.ratios().spread());
        return row;
    }
}
