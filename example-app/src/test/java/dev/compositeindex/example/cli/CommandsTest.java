package dev.compositeindex.example.cli;

import static dev.compositeindex.example.ExampleDatabase.execute;
import static dev.compositeindex.example.ExampleDatabase.loaded;
import static dev.compositeindex.example.ExampleDatabase.migrated;
import static dev.compositeindex.example.ExampleDatabase.query;
import static dev.compositeindex.example.ExampleDatabase.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.example.ExampleDatabase;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("slow")
class CommandsTest {

    private static final String ALL_VALID = "indexes: 39 declared, 39 valid, 0 missing, 0 invalid, 0 drifted";

    private static final String SNAPSHOT = """
            SELECT string_agg(indexrelid || pg_get_indexdef(indexrelid), chr(10) ORDER BY indexrelid) FROM pg_index
            WHERE indexrelid >= 16384
            """;

    @ServerSource
    void migrateBuildsAllIndexesOnce(PostgresServer server) throws SQLException {
        PGSimpleDataSource database = server.newDatabase();

        Invocation first = Invocation.of("migrate", "--url", url(database));
        String indexes = query(database, SNAPSHOT);
        Invocation second = Invocation.of("migrate", "--url", url(database));

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("migrate: 2 migrations applied").endsWith(ALL_VALID + System.lineSeparator());
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("migrate: 0 migrations applied").endsWith(ALL_VALID + System.lineSeparator());
        assertThat(query(database, SNAPSHOT)).isEqualTo(indexes);
    }

    @ServerSource
    void checkPrintsALineForEachIndexAndChangesNothing(PostgresServer server) throws SQLException {
        PGSimpleDataSource database = migrated(server);
        String indexes = query(database, SNAPSHOT);

        Invocation check = Invocation.of("check", "--url", url(database));

        assertThat(check.exitCode()).as(check.err()).isZero();
        assertThat(check.lines())
                .filteredOn(line -> line.startsWith("  VALID "))
                .hasSize(39);
        assertThat(check.lines())
                .filteredOn(line -> line.contains(" trustlevel_posts_idx "))
                .singleElement()
                .satisfies(line -> assertThat(line.strip().split("\\s+"))
                        .containsExactly(
                                "VALID",
                                "trustlevel_posts_idx",
                                "forum_integration_trustlevel",
                                "dev.compositeindex.example.forum.TrustLevel"));
        assertThat(check.lastLine()).isEqualTo(ALL_VALID);
        assertThat(query(database, SNAPSHOT)).isEqualTo(indexes);
    }

    @ServerSource
    void checkSaysWhatToDoAboutWhatIsNotValid(PostgresServer server) throws SQLException {
        PGSimpleDataSource database = migrated(server);
        execute(
                database,
                "DROP INDEX course_created_idx",
                "DROP INDEX session_user_start_idx",
                "CREATE INDEX session_user_start_idx ON learning_studysession (user_id, started_at)");

        Invocation check = Invocation.of("check", "--url", url(database));

        assertThat(check.exitCode()).isEqualTo(ExitCodes.NOT_VALID);
        assertThat(check.section("course_created_idx"))
                .first()
                .asString()
                .contains("learning_course", "dev.compositeindex.example.learning.Course", "missing");
        assertThat(String.join(" ", check.section("course_created_idx")))
                .contains("CREATE INDEX CONCURRENTLY", "ON learning_course (created_at DESC)");
        assertThat(check.section("session_user_start_idx"))
                .first()
                .asString()
                .contains("dev.compositeindex.example.learning.StudySession", "drifted", "started_at DESC");
        assertThat(check.section("session_user_start_idx")).hasSizeGreaterThan(1);
        assertThat(check.lastLine()).isEqualTo("indexes: 39 declared, 37 valid, 1 missing, 0 invalid, 1 drifted");
    }

    @ServerSource
    void checkSaysWhatCannotBeKnownOnAStandby(PostgresServer server) throws SQLException {
        PGSimpleDataSource database = migrated(server);
        execute(
                database,
                "DROP INDEX blogcat_slug_idx",
                "INSERT INTO blog_blogcategory (name, slug, description, color)"
                        + " VALUES ('a', 'a', '', 'red'), ('b', 'b', '', 'red')");
        assertThatThrownBy(() -> execute(
                        database, "CREATE UNIQUE INDEX CONCURRENTLY blogcat_slug_idx ON blog_blogcategory (color)"))
                .hasMessageContaining("could not create unique index");

        Invocation check = Invocation.of("check", "--url", url(server.onStandby(database)));

        assertThat(check.exitCode()).as(check.err()).isEqualTo(ExitCodes.NOT_VALID);
        assertThat(check.err()).isEmpty();
        assertThat(check.lines())
                .filteredOn(line -> line.startsWith("  UNKNOWN  blogcat_slug_idx "))
                .hasSize(1);
        assertThat(check.section("blogcat_slug_idx"))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0))
                        .startsWith(
                                "blogcat_slug_idx on blog_blogcategory (dev.compositeindex.example.blog.BlogCategory):"
                                        + " unknown: it is not valid, and on a standby a build in progress looks exactly like what"
                                        + " a dead one has left: "))
                .endsWith("    Verify on the primary.");
        assertThat(check.lastLine())
                .isEqualTo("indexes: 39 declared, 38 valid, 0 missing, 0 invalid, 0 drifted, 1 unknown");
    }

    @Test
    void checkOfAnEmptyDatabaseFindsNothingThere() {
        Invocation check = Invocation.of("check", "--url", url(PostgresServer.NEWEST.newDatabase()));

        assertThat(check.exitCode()).isEqualTo(ExitCodes.NOT_VALID);
        assertThat(check.lastLine()).isEqualTo("indexes: 39 declared, 0 valid, 39 missing, 0 invalid, 0 drifted");
    }

    @Test
    void withoutADatabaseTheWholeLoopRunsOnAServerOfItsOwn() {
        Invocation run = Invocation.of("--rows", "5000", "--seed", "3");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.lines().get(0)).startsWith("PostgreSQL 18").contains("embedded");
        assertThat(run.lines()).filteredOn(line -> line.startsWith("  VALID ")).hasSize(39);
        for (int query = 1; query <= 20; query++) {
            String number = "  %2d  ".formatted(query);
            assertThat(run.lines())
                    .filteredOn(line -> line.startsWith(number))
                    .singleElement()
                    .asString()
                    .matches(".*_idx .*x .*");
        }
        assertThat(run.out()).doesNotContain("\r").doesNotContain("\u001B");
        assertThat(run.lastLine()).isEqualTo(ALL_VALID);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void runAgainUsesTheDataThatItLoaded() {
        PGSimpleDataSource database = PostgresServer.NEWEST.newDatabase();
        String[] args = {"run", "--rows", "1000", "--url", url(database)};

        Invocation first = Invocation.of(args);
        Invocation second = Invocation.of(args);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("migrate: 2 migrations applied", "rows in");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).contains("migrate: 0 migrations applied", "load: the sample data is there already");
    }

    @Test
    void runRefusesADatabaseWithRowsOfOthersBeforeItChangesAnything() throws SQLException {
        PGSimpleDataSource database = PostgresServer.NEWEST.newDatabase();
        execute(database, "CREATE TABLE learning_course (id bigint)", "INSERT INTO learning_course VALUES (1)");

        Invocation run = Invocation.of("run", "--url", url(database));

        assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(run.err())
                .startsWith(
                        "refused: the database already holds rows that this application did not load, in learning_course.")
                .hasLineCount(1);
        assertThat(query(database, "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND oid >= 16384"))
                .isEqualTo("1");
    }

    @Test
    void runStopsWhereAnIndexIsNotValid() throws SQLException {
        PGSimpleDataSource database = migrated(PostgresServer.NEWEST);
        execute(database, "DROP INDEX blogcat_slug_idx");

        Invocation run = Invocation.of("run", "--url", url(database));

        assertThat(run.exitCode()).isEqualTo(ExitCodes.NOT_VALID);
        assertThat(run.section("blogcat_slug_idx")).isNotEmpty();
        assertThat(run.lastLine()).isEqualTo("indexes: 39 declared, 38 valid, 1 missing, 0 invalid, 0 drifted");
        assertThat(query(database, "SELECT count(*) FROM users_user")).isEqualTo("0");
    }

    @Test
    void migrateShowsWhyAMigrationFailedWithoutAStackTrace() throws SQLException {
        PGSimpleDataSource database = PostgresServer.NEWEST.newDatabase();
        execute(database, "CREATE TABLE learning_course (id bigint)");

        Invocation migrate = Invocation.of("migrate", "--url", url(database));

        assertThat(migrate.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(migrate.err())
                .startsWith("failed: ")
                .contains("non-empty schema")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "migrate", "check", "analyze"})
    void aDatabaseThatCannotBeReachedIsOneLine(String command) throws IOException {
        // Taken, so that no server gets it meanwhile, and nobody listens.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = deaf.getLocalPort();

            Invocation invocation = Invocation.of(command, "--url", "postgres://ann:secret@127.0.0.1:" + port + "/app");

            assertThat(invocation.exitCode()).isEqualTo(ExitCodes.UNAVAILABLE);
            assertThat(invocation.err())
                    .startsWith("cannot connect to jdbc:postgresql://127.0.0.1:" + port + "/app as ann: ")
                    .hasLineCount(1)
                    .doesNotContain("secret");
            assertThat(invocation.out()).isEmpty();
        }
    }

    @Test
    void aDatabaseThatDoesNotExistIsOneLine() {
        String url = url(PostgresServer.NEWEST.newDatabase()) + "_not";

        Invocation check = Invocation.of("check", "--url", url);

        assertThat(check.exitCode()).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(check.err()).contains("does not exist").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check --url mysql://db/app",
                "check --rows 5",
                "run --rows 5",
                "run --rows many",
                "analyze --rows 5",
                "bench",
                "check now"
            })
    void aWrongCommandLineIsTold(String args) {
        Invocation invocation = Invocation.of(args.split(" "));

        assertThat(invocation.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(invocation.err()).isNotEmpty().doesNotContain("\tat ");
        assertThat(invocation.out()).isEmpty();
    }

    @Test
    void helpNamesCommandsOptionsAndExitCodes() {
        assertThat(Invocation.of("--help").out()).contains("run", "migrate", "check", "analyze");
        assertThat(Invocation.of("check", "--help").out())
                .contains("--url", "DATABASE_URL", "an index is not as declared");
        assertThat(Invocation.of("run", "--help").out()).contains("--rows", "--seed", "Default: 50000");
    }

    @ServerSource
    @ResourceLock(value = ExampleDatabase.RESOURCE, mode = ResourceAccessMode.READ)
    void analyzeShowsUsedAndUnusedIndexesWithTheirClasses(PostgresServer server) throws SQLException {
        PGSimpleDataSource database = loaded(server);
        // Counted at the latest when the session ends, on 14 by a process of its own.
        execute(database, "SET enable_seqscan = off", "SELECT * FROM learning_course ORDER BY created_at DESC LIMIT 1");
        awaitScan(database, "course_created_idx");

        Invocation analyze = Invocation.of("analyze", "--url", url(database));

        assertThat(analyze.exitCode()).as(analyze.err()).isZero();
        assertThat(analyze.out()).contains(", counted since ").contains("stats_reset");
        assertThat(row(analyze.section("most used indexes"), "learning_course_pkey")
                        .get(5))
                .isEqualTo("(primary key)");
        List<String> unused = row(analyze.section("unused indexes"), "profile_created_idx");
        assertThat(unused.get(0)).isEqualTo("0");
        assertThat(unused.get(5)).isEqualTo("dev.compositeindex.example.users.UserProfile");
        assertThat(analyze.section("unused indexes").toString()).doesNotContain("course_created_idx", "_pkey", "_key ");
        assertThat(analyze.lastLine()).isEqualTo("indexes: 39 declared, 39 valid, 0 missing, 0 invalid, 0 drifted");
    }

    @Test
    void analyzeOfAServerOfItsOwnHasSomethingToShow() {
        Invocation analyze = Invocation.of("analyze", "--rows", "20000");

        assertThat(analyze.exitCode()).as(analyze.err()).isZero();
        // What the load has scanned is not counted, so this is the queries' work alone.
        assertThat(analyze.out()).contains("(pg_stat_database.stats_reset)");
        List<String> mostUsed = analyze.section("most used indexes");
        assertThat(mostUsed).hasSizeGreaterThan(2 + 15);
        assertThat(mostUsed.subList(2, mostUsed.size())).allMatch(line -> line.matches(" +\\d+ .*_idx .*"));
        assertThat(analyze.section("unused indexes").toString())
                .contains("profile_created_idx")
                .doesNotContain("course_feat_created_idx", "trustlevel_posts_idx");
        assertThat(analyze.out()).contains("\nredundant (certain): blogcat_slug_idx on public.blog_blogcategory");
    }

    /** Cells of the row with this index. */
    private static List<String> row(List<String> section, String index) {
        return section.stream()
                .map(line -> List.of(line.strip().split("\\s{2,}")))
                .filter(cells -> cells.contains(index))
                .findFirst()
                .orElseThrow(() -> new AssertionError(index + " not in " + section));
    }

    private static void awaitScan(PGSimpleDataSource database, String index) throws SQLException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        String scans = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = '%s'".formatted(index);
        while (Integer.parseInt(query(database, scans)) == 0) {
            assertThat(System.nanoTime()).as("the scan is counted").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
