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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code migrate()} takes with our script and the guard, against a script by hand without it, and with nothing to do. */
@Command(
        name = "start",
        description = "What the guard costs a start: with new indexes on empty tables, and with nothing new.",
        mixinStandardHelpOptions = true)
public final class StartBenchmark implements Callable<Integer> {
    @Option(names = "--folder", defaultValue = "target/benchmarks", description = "for scripts and results")
    private Path folder = Path.of("");

    @Option(names = "--indexes", defaultValue = "40", description = "how many are new (default: ${DEFAULT-VALUE})")
    private int indexes;

    @Option(names = "--rounds", defaultValue = "11", description = "that are measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "4", description = "rounds before those (default: ${DEFAULT-VALUE})")
    private int warmUp;

    /** Who migrates, with which scripts, and what it took. */
    private record Subject(String title, Path scripts, String guard, Samples first, Samples again) {
        Subject(String title, Path scripts, String guard) {
            this(title, scripts, guard, new Samples(), new Samples());
        }
    }

    @Override
    public Integer call() throws IOException {
        Path byHandScripts = folder("by-hand");
        Path oursScripts = folder("ours");
        writeScripts(byHandScripts, oursScripts);
        Report report = new Report("start", Map.of("indexes", indexes, "rounds", rounds));
        for (PostgresServer server : PostgresServer.values()) {
            Subject byHand = new Subject("a script by hand, no guard", byHandScripts, "off");
            Subject ours = new Subject("our script, with the guard", oursScripts, "on");
            Samples ratio = new Samples();
            for (int round = -warmUp; round < rounds; round++) {
                double hand = measure(byHand, server, round >= 0);
                double own = measure(ours, server, round >= 0);
                if (round >= 0) {
                    ratio.add(own / hand);
                }
            }
            report.add(row(server, byHand, 1));
            report.add(row(server, ours, ratio.median()));
        }
        report.write(folder, System.out);
        return 0;
    }

    private Map<String, Object> row(PostgresServer server, Subject subject, double ratio) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("server", server.toString());
        row.put("migrate()", subject.title());
        row.put(indexes + " new, ms", subject.first().median());
        row.put("to the one by hand", ratio);
        row.put("spread", subject.first().spread());
        row.put("nothing new, ms", subject.again().median());
        return row;
    }

    private static double measure(Subject subject, PostgresServer server, boolean counts) {
        PGSimpleDataSource database = server.newDatabase();
        flyway(subject, database).target("1").load().migrate();
        double took = milliseconds(flyway(subject, database).load());
        double again = milliseconds(flyway(subject, database).load());
        if (counts) {
            subject.first().add(took);
            subject.again().add(again);
        }
        return took;
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve("start").resolve(name)).toAbsolutePath();
    }

    private static double milliseconds(Flyway flyway) {
        long begin = System.nanoTime();
        flyway.migrate();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static FluentConfiguration flyway(Subject subject, PGSimpleDataSource database) {
        FluentConfiguration configuration = Flyway.configure();
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration
                .dataSource(database)
                .placeholders(Map.of("compositeindex.guard", subject.guard()))
                .locations("filesystem:" + subject.scripts());
    }

    private void writeScripts(Path byHand, Path ours) throws IOException {
        String tables = IntStream.range(0, indexes)
                .mapToObj("CREATE TABLE t%d (a int, b text);\n"::formatted)
                .collect(Collectors.joining());
        List<String> statements = IntStream.range(0, indexes)
                .mapToObj("CREATE INDEX t%1$d_a_b_idx ON t%1$d (a, b DESC)"::formatted)
                .toList();
        Files.writeString(byHand.resolve("V1__tables.sql"), tables);
        Files.writeString(ours.resolve("V1__tables.sql"), tables);
        Files.writeString(
                byHand.resolve("V2__indexes.sql"),
                statements.stream()
                        .map(sql -> sql.replace("INDEX", "INDEX CONCURRENTLY") + ";\n")
                        .collect(Collectors.joining()));
        Files.writeString(byHand.resolve("V2__indexes.sql.conf"), "executeInTransaction=false\n");
        for (MigrationFile file : ours(statements)) {
            Files.writeString(ours.resolve(file.name()), file.text());
        }
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
