package dev.compositeindex.benchmarks.record;

import dev.compositeindex.benchmarks.Processes;
import dev.compositeindex.benchmarks.Processes.Outcome;
import dev.compositeindex.benchmarks.Report;
import dev.compositeindex.benchmarks.Samples;
import dev.compositeindex.benchmarks.compile.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code record} and {@code check} take, as processes, against one that only starts. */
@Command(name = "record", description = "What record and check take on many indexes.", mixinStandardHelpOptions = true)
public final class RecordBenchmark implements Callable<Integer> {
    @Option(names = "--folder", defaultValue = "target/benchmarks", description = "for sources and results")
    private Path folder = Path.of("");

    @Option(
            names = "--types",
            defaultValue = "1000",
            description = "how many entities, of four indexes each (default: ${DEFAULT-VALUE})")
    private int types;

    @Option(names = "--rounds", defaultValue = "5", description = "that are measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    private final Map<String, Samples> times = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String compiled =
                new Workspace(folder.resolve("compile"), types).compile().toString();
        Path migrations = folder.resolve("record").toAbsolutePath();
        Files.createDirectories(migrations);
        for (int round = 0; round < rounds; round++) {
            empty(migrations);
            measure("the JVM, and the command line's --version", 0, "--version");
            measure("check: all are to be recorded", 1, "check", compiled, migrations);
            measure("record: all are new", 0, "record", compiled, migrations);
            measure("check: all are recorded", 0, "check", compiled, migrations);
            measure("record: none is new", 0, "record", compiled, migrations);
        }
        Report report = new Report("record-" + types, Map.of("indexes", types * 4, "rounds", rounds));
        times.forEach((what, samples) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("command", what);
            row.put("seconds", samples.median());
            row.put("spread", samples.spread());
            report.add(row);
        });
        report.write(folder, System.out);
        return 0;
    }

    private void measure(String what, int code, String command, String compiled, Path migrations)
            throws IOException, InterruptedException {
        measure(what, code, command, "--indexes", compiled, "--migrations", migrations.toString());
    }

    private void measure(String what, int code, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("dev.compositeindex.cli.command.Main"));
        words.addAll(List.of(arguments));
        Outcome outcome = Processes.run(words);
        if (outcome.code() != code) {
            throw new IllegalStateException(what + ": ended with " + outcome.code() + ": " + outcome.output());
        }
        times.computeIfAbsent(what, none -> new Samples()).add(outcome.seconds());
    }

    private static void empty(Path migrations) throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
