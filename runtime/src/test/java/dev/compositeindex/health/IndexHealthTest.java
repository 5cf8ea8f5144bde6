package dev.compositeindex.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Finding.Kind;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.Proxies;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.testing.TestSession;
import dev.compositeindex.verify.IndexVerificationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The report on real servers: each fault, planted once, is found once, and where there is none, none is found. */
class IndexHealthTest {

    private static final String NO_OTHER_WAY = "SET enable_seqscan = off";
    private static final String NO_BITMAPS = "SET enable_bitmapscan = off";

    @ParameterizedTest
    @EnumSource
    void eachPlantedFaultIsFoundOnce(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        TestSession session = TestSession.ofThread(database);
        session.run(
                "CREATE TABLE author (id bigint PRIMARY KEY)",
                "CREATE TABLE course (id bigint PRIMARY KEY, author_id bigint REFERENCES author, title text, slug text,"
                        + " level text, price int)",
                "INSERT INTO author SELECT generate_series(1, 10)",
                "INSERT INTO course SELECT i, i % 10 + 1, 'title ' || i, 'slug ' || i, 'level ' || i % 3, i"
                        + " FROM generate_series(1, 1000) i",
                "CREATE INDEX used_idx ON course (title)",
                "CREATE INDEX unused_idx ON course (price)",
                "CREATE INDEX slug_idx ON course (slug)",
                NO_OTHER_WAY,
                "SELECT price FROM course WHERE slug = 'slug 1'",
                "CREATE INDEX slug_level_idx ON course (slug, level)",
                "CREATE INDEX drifted_idx ON course (level, price)",
                NO_BITMAPS,
                "SELECT price FROM course WHERE level = 'level 1' AND price = 10",
                "CREATE INDEX left_idx ON course (level, title)",
                "CREATE INDEX undeclared_idx ON course (level DESC, id)",
                "CREATE INDEX left_undeclared_idx ON course (price, id)",
                invalid("left_idx"),
                invalid("left_undeclared_idx"),
                // Whoever reads meanwhile would keep the rows from being removed.
                "CREATE TABLE visit (id bigint PRIMARY KEY, at bigint) WITH (autovacuum_enabled = off)",
                "INSERT INTO visit SELECT i, i FROM generate_series(1, 210000) i",
                "CREATE INDEX visit_at_idx ON visit (at)",
                "DELETE FROM visit WHERE id % 20 <> 0",
                "CREATE TABLE counter (id bigint PRIMARY KEY, hits int) WITH (fillfactor = 10)",
                "INSERT INTO counter SELECT i, i FROM generate_series(1, 100) i",
                "CREATE INDEX counter_hits_idx ON counter (hits)",
                "ANALYZE course, counter");
        // A session that is idle counts its deletions late: a vacuum before that would not know that it was all.
        await(database, "SELECT n_dead_tup > 0 FROM pg_stat_user_tables WHERE relname = 'visit'");
        session.run("VACUUM ANALYZE visit", "REINDEX INDEX visit_pkey");
        await(database, "SELECT n_dead_tup = 0 FROM pg_stat_user_tables WHERE relname = 'visit'");
        session.run(
                NO_OTHER_WAY,
                NO_BITMAPS,
                "SELECT id FROM visit WHERE at = 20",
                "SELECT id FROM counter WHERE hits = 2");
        session.run(
                NO_OTHER_WAY,
                NO_BITMAPS,
                "SELECT price FROM course WHERE title = 'title 1'",
                "SELECT price FROM course WHERE slug = 'slug 1' ORDER BY level",
                "SELECT slug FROM course ORDER BY level DESC, id");
        session.run(
                "SET enable_indexscan = off",
                "SET enable_indexonlyscan = off",
                NO_BITMAPS,
                "DO $$ BEGIN FOR i IN 1..60 LOOP PERFORM count(*) FROM visit; END LOOP; END $$");
        IntStream.range(0, 15).forEach(i -> session.run("UPDATE counter SET hits = hits + 1"));
        scanned(
                database,
                "used_idx",
                "slug_idx",
                "slug_level_idx",
                "drifted_idx",
                "undeclared_idx",
                "visit_at_idx",
                "counter_hits_idx");
        await(database, "SELECT n_tup_upd = 1500 FROM pg_stat_user_tables WHERE relname = 'counter'");
        await(database, "SELECT seq_scan >= 60 FROM pg_stat_user_tables WHERE relname = 'visit'");

        HealthReport report = IndexHealth.of(database)
                .unusedAfter(Duration.ZERO)
                .report(declared(
                        "CREATE INDEX used_idx ON course (title)",
                        "CREATE INDEX unused_idx ON course (price)",
                        "CREATE INDEX slug_idx ON course (slug)",
                        "CREATE INDEX slug_level_idx ON course (slug, level)",
                        "CREATE INDEX drifted_idx ON course (level, price DESC)",
                        "CREATE INDEX left_idx ON course (level, title)",
                        "CREATE INDEX missing_idx ON course (title, price)",
                        "CREATE INDEX visit_at_idx ON visit (at)",
                        "CREATE INDEX counter_hits_idx ON counter (hits)"));

        String course = "app.Course";
        assertThat(report.findings())
                .extracting(Finding::kind, Finding::confidence, Finding::table, Finding::index, Finding::declaredBy)
                .containsExactly(
                        tuple(Kind.MISSING, Confidence.CERTAIN, "course", "missing_idx", course),
                        tuple(Kind.INVALID, Confidence.CERTAIN, "course", "left_idx", course),
                        tuple(Kind.INVALID, Confidence.CERTAIN, "course", "left_undeclared_idx", ""),
                        tuple(Kind.DRIFTED, Confidence.CERTAIN, "course", "drifted_idx", course),
                        tuple(Kind.FOREIGN_KEY, Confidence.CERTAIN, "course", "", course),
                        tuple(Kind.REDUNDANT, Confidence.LIKELY, "course", "slug_idx", course),
                        tuple(Kind.UNUSED, Confidence.POSSIBLE, "course", "unused_idx", course),
                        tuple(Kind.SEQUENTIAL_SCANS, Confidence.POSSIBLE, "visit", "", course),
                        tuple(
                                Kind.HOT_UPDATES,
                                server == PostgresServer.OLDEST ? Confidence.POSSIBLE : Confidence.LIKELY,
                                "counter",
                                "counter_hits_idx",
                                course),
                        tuple(Kind.BLOAT, Confidence.POSSIBLE, "visit", "visit_at_idx", course),
                        tuple(Kind.UNDECLARED, Confidence.CERTAIN, "course", "undeclared_idx", ""));
        assertThat(report.mostUsed(1)).extracting(IndexUse::name).isNotEmpty();
        assertThat(report.unused(20))
                .extracting(IndexUse::name)
                .containsExactlyInAnyOrder("unused_idx", "left_idx", "left_undeclared_idx");
        assertThat(report.text())
                .contains("findings: 11")
                .contains("indexes: 9 declared, 6 valid, 1 missing, 1 invalid, 1 drifted");
    }

    /** What other tools call redundant, unserved or unused, and is not. */
    @ParameterizedTest
    @EnumSource
    void whereThereIsNoFaultNoneIsFound(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        List<String> indexes = List.of(
                "CREATE INDEX a_b_idx ON course (level, price)",
                "CREATE INDEX a_b_desc_idx ON course (level, price DESC)",
                "CREATE INDEX hash_idx ON course USING hash (slug)",
                "CREATE INDEX slug_btree_idx ON course (slug)",
                "CREATE INDEX slug_pattern_idx ON course (slug text_pattern_ops)",
                "CREATE INDEX slug_c_idx ON course (slug COLLATE \"C\")",
                "CREATE INDEX lower_idx ON course (lower(title))",
                "CREATE INDEX upper_idx ON course (upper(title))",
                "CREATE INDEX part_idx ON course (slug) WHERE price > 10",
                "CREATE INDEX include_idx ON course (price) INCLUDE (title)",
                "CREATE UNIQUE INDEX unique_idx ON course (level, slug)",
                "CREATE UNIQUE INDEX unique_one_idx ON course (id) WHERE price > 10",
                "CREATE INDEX author_idx ON course (author_id)",
                "CREATE INDEX nulls_idx ON course (level, price NULLS FIRST)");
        TestSession session = TestSession.ofThread(database);
        session.run(
                "CREATE TABLE author (id bigint PRIMARY KEY)",
                "CREATE TABLE course (id bigint PRIMARY KEY, author_id bigint REFERENCES author, title text, slug text,"
                        + " level text, price int)",
                "INSERT INTO author SELECT generate_series(1, 10)");
        session.run(indexes.toArray(String[]::new));
        session.run(
                "INSERT INTO course SELECT i, i % 10 + 1, 'title ' || i, 'slug ' || i, 'level ' || i % 3, i"
                        + " FROM generate_series(1, 20000) i",
                "VACUUM ANALYZE course");

        HealthReport report = IndexHealth.of(database).report(declared(indexes.toArray(String[]::new)));

        assertThat(report.sufficient()).isEmpty();
        assertThat(report.indexes()).hasSize(15);
        assertThat(report.verification().allValid()).isTrue();
        assertThat(report.unused(20))
                .extracting(IndexUse::name)
                .doesNotContain("lower_idx", "author_idx", "course_pkey", "unique_idx");
        assertThat(report.findings())
                .allMatch(finding ->
                        finding.kind() == Kind.UNUSED && finding.evidence().contains("Insufficient evidence"));
    }

    @ServerSource
    void theNumberOfRoundTripsDoesNotDependOnWhatIsDeclared(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        TestSession session = TestSession.ofThread(database);
        session.run(
                "CREATE TABLE flyway_schema_history (installed_rank int, script text, installed_on timestamp, success bool)");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            session.run("CREATE TABLE t" + i + " (a text, b text)");
            all.add("CREATE INDEX t%d_a_idx ON t%1$d (lower(a)) WHERE b = 'b'".formatted(i));
        }
        session.run(all.toArray(String[]::new));
        AtomicInteger few = new AtomicInteger();
        AtomicInteger many = new AtomicInteger();

        IndexHealth.of(counting(database, few)).report(declared(all.get(0)));
        IndexHealth.of(counting(database, many)).report(declared(all.toArray(String[]::new)));

        assertThat(few).hasValueLessThanOrEqualTo(20);
        assertThat(many).hasValue(few.get());
    }

    @ServerSource
    void historyAndScriptsSayWhenAnIndexWasMade(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        TestSession.ofThread(database)
                .run(
                        "CREATE TABLE course (a text)",
                        "CREATE INDEX a_idx ON course (a)",
                        "SELECT count(*) FROM course",
                        "CREATE TABLE flyway_schema_history (installed_rank int, script text, installed_on timestamp, success bool)",
                        "INSERT INTO flyway_schema_history VALUES (1, 'V1__a.sql', now() - interval '1 hour', true),"
                                + " (2, 'V2__again.sql', now() - interval '2 days', false)");

        HealthReport report = IndexHealth.of(database)
                .withScripts(script -> Optional.of("CREATE INDEX CONCURRENTLY IF NOT EXISTS a_idx ON course (a);"))
                .report(declared("CREATE INDEX a_idx ON course (a)"));

        assertThat(report.indexes().get(0).knownSince().orElseThrow())
                .isBetween(report.taken().minusSeconds(3700), report.taken().minusSeconds(3500));
    }

    /** What only a replica's readers use is used. */
    @ServerSource
    void nodesCountForThemselves(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        TestSession session = TestSession.ofThread(database);
        session.run(
                "CREATE TABLE course (a text)",
                "INSERT INTO course SELECT 'a' || i FROM generate_series(1, 100) i",
                "CREATE INDEX a_idx ON course (a)",
                "SELECT count(*) FROM course");
        await(database, "SELECT seq_scan > 0 FROM pg_stat_user_tables WHERE relname = 'course'");
        PGSimpleDataSource replica = server.onStandby(database);
        TestSession.ofThread(replica).run(NO_OTHER_WAY, "SELECT * FROM course WHERE a = 'a1'");
        scanned(replica, "a_idx");
        IndexRegistry registry = declared("CREATE INDEX a_idx ON course (a)");

        HealthReport primary =
                IndexHealth.of(database).unusedAfter(Duration.ZERO).report(registry);
        HealthReport both =
                IndexHealth.of(database, replica).unusedAfter(Duration.ZERO).report(registry);
        HealthReport standby =
                IndexHealth.of(replica).unusedAfter(Duration.ZERO).report(registry);

        assertThat(primary.sufficient()).extracting(Finding::kind).containsExactly(Kind.UNUSED);
        assertThat(both.sufficient()).isEmpty();
        assertThat(both.indexes().get(0).scansByNode()).containsExactly(0L, 1L);
        assertThat(both.nodes()).extracting(Node::standby).containsExactly(false, true);
        assertThat(standby.sufficient()).isEmpty();
    }

    /** Nobody waits for whoever locks a table. */
    @ServerSource
    void aLockedTableIsReadPast(PostgresServer server) throws Exception {
        PGSimpleDataSource database = server.newDatabase();
        TestSession.ofThread(database)
                .run(
                        "CREATE TABLE author (id int PRIMARY KEY)",
                        "CREATE TABLE course (a int REFERENCES author, b text)",
                        "CREATE INDEX a_idx ON course (a)",
                        "CREATE INDEX part_idx ON course (a) WHERE b = 'b'");
        try (Connection locker = database.getConnection();
                Statement statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("LOCK TABLE course");

            HealthReport report = IndexHealth.of(database)
                    .report(declared(
                            "CREATE INDEX a_idx ON course (a)", "CREATE INDEX part_idx ON course (a) WHERE b = 'b'"));

            assertThat(report.indexes()).extracting(IndexUse::name).containsExactly("a_idx", "part_idx");
            assertThat(report.sufficient()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAPartitionedTableThePartitionsAreCounted(PostgresServer server) {
        PGSimpleDataSource database = server.newDatabase();
        TestSession session = TestSession.ofThread(database);
        session.run(
                "CREATE TABLE visit (id int, at int) PARTITION BY RANGE (id)",
                "CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE visit_2 PARTITION OF visit FOR VALUES FROM (100) TO (1000)",
                "INSERT INTO visit SELECT i, i FROM generate_series(1, 900) i",
                "CREATE INDEX visit_at_idx ON visit (at)");
        session.run(NO_OTHER_WAY, NO_BITMAPS, "SELECT * FROM visit WHERE at = 7");
        await(database, "SELECT sum(idx_scan) = 2 FROM pg_stat_user_indexes");

        HealthReport report = IndexHealth.of(database)
                .unusedAfter(Duration.ZERO)
                .report(declared("CREATE INDEX visit_at_idx ON visit (at)"));

        assertThat(report.sufficient()).isEmpty();
        assertThat(report.indexes()).singleElement().satisfies(index -> {
            assertThat(index.scans()).isEqualTo(2);
            assertThat(index.bytes()).isPositive();
            assertThat(index.neededFor()).isEqualTo("partitions");
        });
    }

    @Test
    void withoutAConnectionThereIsNoReport() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/x");

        assertThatThrownBy(() -> IndexHealth.of(nowhere).report(declared("CREATE INDEX a_idx ON course (a)")))
                .isInstanceOf(IndexVerificationException.class)
                .hasMessageContaining("Check the data source");
        assertThatThrownBy(() -> IndexHealth.of(nowhere).report(List::of))
                .isInstanceOf(IndexHealthException.class)
                .hasMessageContaining("Check the data source");
    }

    private static IndexRegistry declared(String... definitions) {
        List<IndexDefinition> indexes = Stream.of(definitions)
                .map(definition -> IndexDefinition.of("app.Course", definition))
                .toList();
        return () -> indexes;
    }

    private static String invalid(String index) {
        return "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + index + "'::regclass";
    }

    private static void scanned(PGSimpleDataSource database, String... indexes) {
        for (String index : indexes) {
            await(database, "SELECT idx_scan > 0 FROM pg_stat_user_indexes WHERE indexrelname = '" + index + "'");
        }
    }

    /** Counters are there when the session that they are of has been idle for a moment, or has ended. */
    private static void await(PGSimpleDataSource database, String condition) {
        TestSession.ofThread(database).close();
        TestSession.ofThread(database).await(condition);
    }

    private static DataSource counting(DataSource dataSource, AtomicInteger statements) {
        return Proxies.of(DataSource.class, (proxy, method, arguments) -> {
            Object result = method.invoke(dataSource, arguments);
            return result instanceof Connection connection ? counting(connection, statements) : result;
        });
    }

    private static Connection counting(Connection connection, AtomicInteger statements) {
        return Proxies.of(Connection.class, (proxy, method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            Class<? extends Statement> type =
                    result instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
            return result instanceof Statement statement
                    ? Proxies.of(type, (same, called, values) -> {
                        if (called.getName().startsWith("execute")) {
                            statements.incrementAndGet();
                        }
                        return called.invoke(statement, values);
                    })
                    : result;
        });
    }
}
