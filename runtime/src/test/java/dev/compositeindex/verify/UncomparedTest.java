package dev.compositeindex.verify;

import static dev.compositeindex.verify.Build.execute;
import static dev.compositeindex.verify.Build.pid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;

/** One predicate that cannot be compared is one verdict UNKNOWN, which says why; all others are judged. */
@Tag("slow")
class UncomparedTest {

    private static final IndexDefinition PLAIN = index("plain_idx", "course", "");
    private static final IndexDefinition PUBLISHED = index("published_idx", "course", "is_published");
    private static final IndexDefinition LESSONS = index("lesson_idx", "lesson", "is_published");

    @ServerSource
    void withoutTheTable(PostgresServer server) {
        Database database = indexed(server);
        Database asNobody = Database.asNobody(database);
        database.run("GRANT SELECT ON lesson TO nobody");

        VerificationReport report = asNobody.verify(PLAIN, PUBLISHED, LESSONS);

        assertThat(report.verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "plain_idx on course (app.Course): valid",
                        "published_idx on course (app.Course): unknown: its predicate cannot be compared: permission"
                                + " denied for table course",
                        "lesson_idx on lesson (app.Course): valid");
        assertThat(report.verdicts().get(1).repair())
                .isEqualTo("Grant this role SELECT on public.course, and the use of what its columns and the index"
                        + " name; or verify as the role that runs the migrations.");

        database.run("GRANT SELECT ON course TO nobody");
        assertThat(asNobody.verify(PLAIN, PUBLISHED, LESSONS).allValid()).isTrue();
    }

    @ServerSource
    void withoutAFunction(PostgresServer server) {
        Database database = indexed(server)
                .run(
                        "CREATE FUNCTION shown(boolean) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1'",
                        "REVOKE EXECUTE ON FUNCTION shown FROM PUBLIC",
                        "CREATE INDEX shown_idx ON course (level) WHERE shown(is_published)");
        Database asNobody = Database.asNobody(database);
        database.run("GRANT SELECT ON course TO nobody");

        assertThat(asNobody.verify(index("shown_idx", "course", "shown(is_published)"), PUBLISHED)
                        .verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "shown_idx on course (app.Course): unknown: its predicate cannot be compared: permission denied"
                                + " for function shown",
                        "published_idx on course (app.Course): valid");
    }

    @ServerSource
    void withoutTemporaryTables(PostgresServer server) {
        Database database = indexed(server);
        Database asNobody = Database.asNobody(database);
        String name = database.queryForText("SELECT current_database()");
        database.run("GRANT SELECT ON course TO nobody", "REVOKE TEMPORARY ON DATABASE " + name + " FROM PUBLIC");

        VerificationReport report = asNobody.verify(
                PLAIN, PUBLISHED, index("plain_idx", "course", "is_published"), index("level_idx", "course", ""));

        assertThat(report.verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "plain_idx on course (app.Course): valid",
                        "published_idx on course (app.Course): unknown: its predicate cannot be compared: permission"
                                + " denied to create temporary tables in database \"" + name + "\"",
                        "plain_idx on course (app.Course): drifted: predicate declared as is_published, found nothing",
                        "level_idx on course (app.Course): missing");
        assertThat(report.verdicts().get(1).repair())
                .isEqualTo("Grant this role TEMPORARY on the database, and USAGE on the language plpgsql; or verify as"
                        + " the role that runs the migrations.");
        assertThat(report.summary())
                .isEqualTo("indexes: 4 declared, 1 valid, 1 missing, 0 invalid, 1 drifted, 1 unknown");
    }

    /** What the catalogue holds as it is declared needs no copy; of the others, what can be told is told. */
    @ServerSource
    void wholeIndexesWithoutTemporaryTables(PostgresServer server) {
        Database database = indexed(server)
                .run(
                        "CREATE INDEX gin_idx ON course USING gin (tags)",
                        "CREATE INDEX brin_idx ON course USING brin (level)",
                        "CREATE UNIQUE INDEX slug_idx ON course (level DESC NULLS LAST) INCLUDE (slug, title)",
                        "CREATE INDEX lower_idx ON course (level, lower(slug), title varchar_pattern_ops) WHERE is_published",
                        "CREATE INDEX path_idx ON course USING gin (data jsonb_path_ops)");
        String name = database.queryForText("SELECT current_database()");
        database.run("REVOKE TEMPORARY ON DATABASE " + name + " FROM PUBLIC");
        IndexKey level = IndexKey.column("level");
        IndexKey lower = IndexKey.expression("lower(slug)");
        IndexKey pattern = IndexKey.column("title").operatorClass("text_pattern_ops");
        String why = " cannot be compared: permission denied to create temporary tables in database \"" + name + "\"";

        assertThat(Database.asNobody(database)
                        .verify(
                                on("gin_idx")
                                        .using("gin")
                                        .key(IndexKey.column("tags"))
                                        .build(),
                                on("brin_idx").using("brin").key(level).build(),
                                on("slug_idx")
                                        .unique()
                                        .key(level.desc().nullsLast())
                                        .include("slug")
                                        .include("title")
                                        .build(),
                                on("lower_idx")
                                        .key(level)
                                        .key(lower)
                                        .key(pattern)
                                        .where("is_published")
                                        .build(),
                                on("lower_idx")
                                        .key(level)
                                        .key(lower.desc().nullsLast())
                                        .key(pattern)
                                        .where("is_published")
                                        .build(),
                                on("lower_idx")
                                        .key(level)
                                        .key(pattern)
                                        .key(lower)
                                        .where("is_published")
                                        .build(),
                                on("path_idx")
                                        .using("gist")
                                        .key(IndexKey.column("data").operatorClass("jsonb_path_ops"))
                                        .build())
                        .verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "gin_idx on course (app.Course): valid",
                        "brin_idx on course (app.Course): valid",
                        "slug_idx on course (app.Course): valid",
                        "lower_idx on course (app.Course): unknown: its key 2, its key 3, its predicate" + why,
                        "lower_idx on course (app.Course): drifted: key 2 declared as lower(slug) DESC NULLS LAST,"
                                + " found lower(slug) ASC NULLS LAST",
                        "lower_idx on course (app.Course): drifted: key 2 declared as title text_pattern_ops ASC NULLS LAST,"
                                + " found lower(slug) ASC NULLS LAST",
                        "path_idx on course (app.Course): drifted: access method declared as gist, found gin");
    }

    @ServerSource
    void inATransactionThatMayNotWrite(PostgresServer server) {
        Database database = indexed(server);
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        config.setReadOnly(true);
        config.setAutoCommit(false);
        VerificationReport report;
        try (HikariDataSource pool = new HikariDataSource(config)) {
            report = IndexVerifier.of(pool).verify(() -> List.of(PLAIN, PUBLISHED));
        }

        assertThat(report.verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "plain_idx on course (app.Course): valid",
                        "published_idx on course (app.Course): unknown: its predicate cannot be compared: cannot execute"
                                + " CREATE FUNCTION in a read-only transaction");
        assertThat(report.verdicts().get(1).repair())
                .isEqualTo("Verify over a data source whose transactions may write.");
    }

    /** The server locks a table to print an expression, so not even the catalogue can be read as always. */
    @ServerSource
    void whileTheTableIsLocked(PostgresServer server) throws SQLException {
        Database database = indexed(server)
                .run(
                        "CREATE INDEX slug_idx ON course (slug) WHERE is_published",
                        "CREATE INDEX lower_idx ON course (lower(level))");
        try (Connection locker = database.dataSource().getConnection()) {
            locker.setAutoCommit(false);
            execute(locker, "LOCK TABLE course IN ACCESS EXCLUSIVE MODE");
            String reason = "its predicate cannot be read: process " + pid(locker)
                    + " holds, or waits for, an ACCESS EXCLUSIVE lock on public.course";

            long start = System.nanoTime();
            VerificationReport report = Database.withSetting(database, "lock_timeout=100")
                    .verify(
                            PLAIN,
                            PUBLISHED,
                            LESSONS,
                            index("slug_idx", "course", "is_published"),
                            index("published_idx", "course", ""),
                            index("lower_idx", "course", ""),
                            on("lower_idx")
                                    .key(IndexKey.expression("lower(level)"))
                                    .build());

            assertThat(report.verdicts())
                    .map(IndexVerdict::describe)
                    .containsExactly(
                            "plain_idx on course (app.Course): valid",
                            "published_idx on course (app.Course): unknown: " + reason,
                            "lesson_idx on lesson (app.Course): valid",
                            "slug_idx on course (app.Course): drifted: key 1 declared as level ASC NULLS LAST,"
                                    + " found slug ASC NULLS LAST",
                            "published_idx on course (app.Course): drifted: predicate declared as nothing,"
                                    + " found one that cannot be read now",
                            "lower_idx on course (app.Course): drifted: key 1 declared as level ASC NULLS LAST,"
                                    + " found (an expression) ASC NULLS LAST",
                            "lower_idx on course (app.Course): unknown: " + reason.replace("predicate", "key 1"));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("no longer than the role would wait")
                    .isLessThan(Duration.ofSeconds(8));
            assertThat(report.verdicts().get(1).repair())
                    .isEqualTo("Verify again when public.course is no longer locked.");
        }
        assertThat(Database.withSetting(database, "lock_timeout=100")
                        .verify(PLAIN, PUBLISHED, LESSONS)
                        .allValid())
                .isTrue();
    }

    /** A lock taken just after the catalogue was read, and a table dropped then, concern that table alone. */
    @ServerSource
    void whatHappensBetweenReadingAndComparing(PostgresServer server) throws SQLException {
        Database database = indexed(server);
        IndexDefinition gone = index("gone_idx", "gone", "is_published");
        database.run(
                "CREATE TABLE gone (level text, is_published boolean)",
                "CREATE INDEX gone_idx ON gone (level) WHERE is_published");
        Map<IndexDefinition, CatalogEntry.Index> indexes = new LinkedHashMap<>();
        for (IndexDefinition index : List.of(gone, PUBLISHED, LESSONS)) {
            indexes.put(index, database.found(index));
        }
        database.run("DROP TABLE gone");
        try (Connection locker = database.dataSource().getConnection();
                Connection connection = Database.withSetting(database, "lock_timeout=100")
                        .dataSource()
                        .getConnection()) {
            locker.setAutoCommit(false);
            execute(locker, "LOCK TABLE course IN ACCESS EXCLUSIVE MODE");
            connection.setAutoCommit(false);

            Map<IndexDefinition, Expectation> expected = new Expectations(connection, Optional.empty()).of(indexes);

            assertThat(expected.get(gone).doubt())
                    .isEqualTo("its predicate cannot be compared: relation \"public.gone\" does not exist");
            assertThat(expected.get(gone).obstacle().repair())
                    .isEqualTo("Verify again; if that does not help, as the role that runs the migrations.");
            assertThat(expected.get(PUBLISHED).doubt())
                    .isEqualTo("its predicate cannot be compared: canceling statement due to lock timeout");
            assertThat(expected.get(PUBLISHED).obstacle().repair())
                    .isEqualTo("Verify again when public.course is no longer locked.");
            assertThat(expected.get(LESSONS).predicate()).isEqualTo(new Part.Known<>("is_published"));
        }
    }

    /** Whoever waits to print an expression of a table finds that there is none. */
    @ServerSource
    void whileTheTableIsDropped(PostgresServer server) throws SQLException {
        Database database = indexed(server).run("CREATE INDEX lower_idx ON course (lower(slug))");
        IndexDefinition lower =
                on("lower_idx").key(IndexKey.expression("lower(slug)")).build();
        try (Connection dropper = database.dataSource().getConnection()) {
            dropper.setAutoCommit(false);
            execute(dropper, "DROP TABLE course");
            CompletableFuture<VerificationReport> verifying = OwnThread.call(() -> database.verify(lower, LESSONS));
            database.await(
                    "SELECT count(*) = 1 FROM pg_locks WHERE relation = 'course'::regclass::oid AND NOT granted");
            dropper.commit();

            assertThat(verifying.join().verdicts())
                    .map(IndexVerdict::verdict)
                    .containsExactly(Verdict.MISSING, Verdict.VALID);
        }
    }

    @ServerSource
    void whenTimeIsUp(PostgresServer server) throws SQLException {
        Database database = indexed(server);
        Map<IndexDefinition, CatalogEntry.Index> indexes = Map.of(PUBLISHED, database.found(PUBLISHED));
        try (Connection locker = database.dataSource().getConnection();
                Connection connection = database.dataSource().getConnection()) {
            locker.setAutoCommit(false);
            execute(locker, "LOCK TABLE course IN ACCESS EXCLUSIVE MODE");
            connection.setAutoCommit(false);
            execute(connection, "SET LOCAL statement_timeout = 100");

            Expectation expected =
                    new Expectations(connection, Optional.empty()).of(indexes).get(PUBLISHED);

            assertThat(expected.doubt())
                    .isEqualTo("its predicate cannot be compared: canceling statement due to statement timeout");
            assertThat(expected.obstacle().repair())
                    .isEqualTo("Raise statement_timeout for this role, or verify again when the server is less busy.");
        }
    }

    /** Without a connection there is no verdict on anything. */
    @ServerSource
    void aLostConnectionIsNoVerdict(PostgresServer server) throws SQLException {
        Database database = indexed(server);
        Map<IndexDefinition, CatalogEntry.Index> indexes = Map.of(PUBLISHED, database.found(PUBLISHED));
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            database.run("SELECT pg_terminate_backend(" + pid(connection) + ")");

            assertThatThrownBy(() -> new Expectations(connection, Optional.empty()).of(indexes))
                    .isInstanceOf(SQLException.class);
        }
    }

    @ServerSource
    void aCatalogueThatMayNotBeReadIsNamed(PostgresServer server) {
        Database database = indexed(server);
        database.run("REVOKE SELECT ON pg_index FROM PUBLIC");

        assertThatThrownBy(() -> Database.asNobody(database).verify(PLAIN))
                .isInstanceOf(IndexVerificationException.class)
                .hasMessage(
                        "The declared indexes could not be verified. Let this role read the system catalogue, or verify"
                                + " as the role that runs the migrations. The database says: ERROR: permission denied for table"
                                + " pg_index");
    }

    private static IndexDefinition.Builder on(String name) {
        return IndexDefinition.builder(name)
                .table("course")
                .declaredBy("app.Course")
                .definition("CREATE INDEX …");
    }

    private static Database indexed(PostgresServer server) {
        return Database.withCourses(server)
                .run(
                        "ALTER TABLE course ADD tags text[], ADD data jsonb",
                        "CREATE TABLE lesson (level text, is_published boolean)",
                        "CREATE INDEX plain_idx ON course (level)",
                        "CREATE INDEX published_idx ON course (level) WHERE is_published",
                        "CREATE INDEX lesson_idx ON lesson (level) WHERE is_published");
    }

    private static IndexDefinition index(String name, String table, String where) {
        return IndexDefinition.builder(name)
                .table(table)
                .key(IndexKey.column("level"))
                .where(where)
                .declaredBy("app.Course")
                .definition("CREATE INDEX " + name + " ON " + table + " (level)"
                        + (where.isEmpty() ? "" : " WHERE " + where))
                .build();
    }
}
