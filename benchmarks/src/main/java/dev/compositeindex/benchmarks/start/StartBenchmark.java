package dev.compositeindex.benchmarks.start;

import dev.compositeindex.benchmarks.Report;
import dev.compositeindex.benchmarks.Samples;
import dev.compositeindex.processor.migration.Change;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.FileStyle;
import dev.compositeindex.processor.migration.MigrationFile;
import dev.compositeindex.processor.migration.Migrations;
import dev.compositeindex.processor.migration.NumberedMigration;
import dev.compositeindex.processor.migration.Version;
import dev.compositeindex.processor.sql.IndexStatement;
import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code migrate()} takes with our script and the guard, against a script by hand without it, and with nothing to do. */
@Command(
        name = "start",
        description = "What the guard costs a start: with new indexes on empty tables, and with nothing new.",
        mixinStandardHelpOptions = true)
public final class StartBenchmark implements Callable<Integer> {
    private static final String OFF = "off";

    @Option(names = "--folder", defaultValue = "target/benchmarks", description = "for scripts and results")
    private Path folder = Path.of("");

    @Option(names = "--indexes", defaultValue = "40", description = "how many are new (default: ${DEFAULT-VALUE})")
    private int indexes;

    @Option(names = "--rounds", defaultValue = "11", description = "that are measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "4", description = "rounds before those (default: ${DEFAULT-VALUE})")
    private int warmUp;

    /** Who migrates. */
    private enum Subject {
        BY_HAND("a script by hand, no guard"),
        OURS("our script, with the guard");

        private final String title;

        Subject(String title) {
            this.title = title;
        }
    }

    @Override
    public Integer call() throws IOException {
        Map<Subject, Path> scripts = scripts();
        Report report = new Report("start", Map.of("indexes", indexes, "rounds", rounds));
        for (PostgresServer server : PostgresServer.values()) {
            Map<Subject, Samples> first = samples();
            Map<Subject, Samples> second = samples();
            Samples ratio = new Samples();
            for (int round = -warmUp; round < rounds; round++) {
                Map<Subject, Double> times = new EnumMap<>(Subject.class);
                for (Subject subject : Subject.values()) {
                    PGSimpleDataSource database = server.newDatabase();
                    flyway(subject, database, scripts).target("1").load().migrate();
                    double took =
                            milliseconds(flyway(subject, database, scripts).load());
                    double again =
                            milliseconds(flyway(subject, database, scripts).load());
                    times.put(subject, took);
                    if (round >= 0) {
                        first.get(subject).add(took);
                        second.get(subject).add(again);
                    }
                }
                if (round >= 0) {
                    ratio.add(times.get(Subject.OURS) / times.get(Subject.BY_HAND));
                }
            }
            for (Subject subject : Subject.values()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("server", server.toString());
                row.put("migrate()", subject.title);
                row.put(indexes + " new, ms", first.get(subject).median());
                row.put("to the one by hand", subject == Subject.OURS ? ratio.median() : 1.0);
                row.put("spread", first.get(subject).spread());
                row.put("nothing new, ms", second.get(subject).median());
                report.add(row);
            }
        }
        report.write(folder, System.out);
        return 0;
    }

    private static Map<Subject, Samples> samples() {
        Map<Subject, Samples> samples = new EnumMap<>(Subject.class);
        for (Subject subject : Subject.values()) {
            samples.put(subject, new Samples());
        }
        return samples;
    }

    private static double milliseconds(Flyway flyway) {
        long begin = System.nanoTime();
        flyway.migrate();
        return (System.nanoTime() - begin) / 1e6;
    }

    private FluentConfiguration flyway(Subject subject, PGSimpleDataSource database, Map<Subject, Path> scripts) {
        return Flyway.configure()
                .dataSource(database)
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .placeholders(subject == Subject.BY_HAND ? Map.of("compositeindex.guard", OFF) : Map.of())
                .locations("filesystem:" + scripts.get(subject));
    }

    private Map<Subject, Path> scripts() throws IOException {
        Map<Subject, Path> scripts = new EnumMap<>(Subject.class);
        List<String> statements = IntStream.range(0, indexes)
                .mapToObj(i -> "CREATE INDEX t%1$d_a_b_idx ON t%1$d (a, b DESC)".formatted(i))
                .toList();
        for (Subject subject : Subject.values()) {
            Path scripted = Files.createDirectories(folder.resolve("start").resolve(subject.name()));
            scripts.put(subject, scripted);
            Files.writeString(
                    scripted.resolve("V1__tables.sql"),
                    IntStream.range(0, indexes)
                            .mapToObj("CREATE TABLE t%d (a int, b text);\n"::formatted)
                            .collect(Collectors.joining()));
            if (subject == Subject.BY_HAND) {
                Files.writeString(
                        scripted.resolve("V2__indexes.sql"),
                        statements.stream()
                                .map(sql -> sql.replace("INDEX", "INDEX CONCURRENTLY") + ";\n")
                                .collect(Collectors.joining()));
                Files.writeString(scripted.resolve("V2__indexes.sql.conf"), "executeInTransaction=false\n");
            } else {
                for (MigrationFile file : ours(statements)) {
                    Files.writeString(scripted.resolve(file.name()), file.text());
                }
            }
        }
        return scripts;
    }

    private static List<MigrationFile> ours(List<String> statements) {
        List<Change> changes = new ArrayList<>();
        for (String statement : statements) {
            changes.add(new Change.CreateIndex(
                    DeclaredIndex.of(IndexStatement.parse(statement).orElseThrow(), "com.acme.T")));
        }
        return Migrations.number(changes, Optional.of("indexes"), new Version("2"), FileStyle.FLYWAYS).stream()
                .map(NumberedMigration::files)
                .flatMap(List::stream)
                .toList();
    }
}
