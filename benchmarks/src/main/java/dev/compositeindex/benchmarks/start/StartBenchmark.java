package dev.compositeindex.benchmarks.start;

import dev.compositeindex.benchmarks.Migrate;
import dev.compositeindex.benchmarks.Report;
import dev.compositeindex.benchmarks.Samples;
import dev.compositeindex.benchmarks.Scripts;
import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
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
    private record Subject(String title, Migrate migrate, Samples first, Samples again, Samples anew) {
        Subject(String title, Migrate migrate) {
            this(title, migrate, new Samples(), new Samples(), new Samples());
        }
    }

    @Override
    public Integer call() throws IOException {
        Migrate withoutGuard = new Migrate(scripts("by-hand").byHand(statements()), false);
        Migrate guarded = new Migrate(scripts("ours").ours(statements()), true);
        Report report = new Report("start", Map.of("indexes", indexes, "rounds", rounds));
        for (PostgresServer server : PostgresServer.values()) {
            Subject byHand = new Subject("a script by hand, no guard", withoutGuard);
            Subject ours = new Subject("our script, with the guard", guarded);
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
        row.put("clean and migrate, ms", subject.anew().median());
        return row;
    }

    private static double measure(Subject subject, PostgresServer server, boolean counts) {
        PGSimpleDataSource database = server.newDatabase();
        subject.migrate().on(database).target("1").load().migrate();
        double took = milliseconds(subject.migrate().on(database).load());
        double again = milliseconds(subject.migrate().on(database).load());
        Flyway test = subject.migrate().on(database).load();
        long begin = System.nanoTime();
        test.clean();
        test.migrate();
        double anew = (System.nanoTime() - begin) / 1e6;
        if (counts) {
            subject.anew().add(anew);
            subject.first().add(took);
            subject.again().add(again);
        }
        return took;
    }

    private static double milliseconds(Flyway flyway) {
        long begin = System.nanoTime();
        flyway.migrate();
        return (System.nanoTime() - begin) / 1e6;
    }

    private Scripts scripts(String name) throws IOException {
        return Scripts.of(
                folder.resolve("start").resolve(name),
                IntStream.range(0, indexes)
                        .mapToObj("CREATE TABLE t%d (a int, b text);\n"::formatted)
                        .collect(Collectors.joining()));
    }

    private List<String> statements() {
        return IntStream.range(0, indexes)
                .mapToObj("CREATE INDEX t%1$d_a_b_idx ON t%1$d (a, b DESC)"::formatted)
                .toList();
    }
}
