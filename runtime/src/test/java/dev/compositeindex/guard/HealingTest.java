package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.Proxies;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What is found under the name of an index that is about to be built. */
@Tag("slow")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HealingTest {

    @TempDir
    private Path folder;

    /** Every combination that FACTS B8 knows: valid, ready, live. */
    static Stream<Arguments> leftovers() {
        return PostgresServer.each(
                Stream.of("false, false, true", "false, true, true", "false, false, false"), Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("leftovers")
    void aLeftoverIsBuiltAnew(PostgresServer server, String flags) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run(
                    Project.PLAIN,
                    "UPDATE pg_index SET (indisvalid, indisready, indislive) = (" + flags
                            + ") WHERE indexrelid = 'course_idx'::regclass");
            String leftover = project.oid("course_idx");

            project.migrate();

            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
            assertThat(project.oid("course_idx")).isNotEqualTo(leftover);
        }
    }

    /** The whole story of a unique index over duplicates, with nothing done but removing these. */
    @ServerSource
    void aUniqueViolationHealsOnceTheRowsAreGone(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.UNIQUE)) {
            project.run("INSERT INTO course VALUES (1000, '1', 'again')");

            assertThatThrownBy(project::migrate).hasMessageContaining("could not create unique index");
            // Flyway has not even a failed row of it.
            assertThat(project.history()).isEqualTo("1 true");
            // A leftover may still reject writes.
            assertThat(project.oid("course_idx")).isEmpty();

            assertThatThrownBy(project::migrate).hasMessageContaining("could not create unique index");
            project.run("DELETE FROM course WHERE id = 1000");
            project.migrate();

            assertThat(project.history()).isEqualTo("1 true, 2 true");
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    @ServerSource
    void failedMigrationsOfOthersStayAsTheyAre(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            project.write("V2__theirs.sql", "SELECT 1 / 0");
            project.write("V2__theirs.sql.conf", "executeInTransaction=false");
            assertThatThrownBy(project::migrate).hasMessageContaining("division by zero");
            project.create(3, Project.PLAIN);

            assertThatThrownBy(project::migrate).hasMessageContaining("failed migration to version 2");
            assertThat(project.history()).isEqualTo("1 true, 2 false");
        }
    }

    /** Nothing but migrate changes anything. */
    @ServerSource
    void otherCommandsHealNothing(PostgresServer server) throws Exception {
        try (Project project =
                Project.withTable(server, folder).create(2, "CREATE INDEX course_idx ON course (nothing)")) {
            assertThatThrownBy(project::migrate).hasMessageContaining("column \"nothing\" does not exist");

            assertThatThrownBy(project.flyway().load()::validate).hasMessageContaining("failed migration to version 2");
            project.flyway().load().info();

            assertThat(project.history()).isEqualTo("1 true, 2 false");
        }
    }

    @ServerSource
    void anIndexThatIsThereAlreadyIsLeftAlone(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)
                .create(2, "CREATE INDEX course_idx ON course (lower(level), id DESC) WHERE slug IN ('a', 'b')")) {
            project.run("CREATE INDEX course_idx ON course (lower(level), id DESC) WHERE slug IN ('a', 'b')");
            String before = project.oid("course_idx");

            project.migrate();

            assertThat(project.oid("course_idx")).isEqualTo(before);
            assertThat(project.history()).isEqualTo("1 true, 2 true");
        }
    }

    /** As it is when it has been read from a dump, or on an older server. */
    @ServerSource
    void anIndexThatIsPrintedDifferentlyIsLeftAlone(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)
                .create(2, "CREATE INDEX course_idx ON course (length(level)) WHERE level::varchar IN ('a', 'b')")) {
            project.run("CREATE INDEX course_idx ON course (length(level)) WHERE ((level)::character varying)::text"
                    + " = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])");
            String before = project.oid("course_idx");

            project.migrate();

            assertThat(project.oid("course_idx")).isEqualTo(before);
        }
    }

    static Stream<Arguments> others() {
        return PostgresServer.each(
                Stream.of(
                        Arguments.of(
                                "CREATE INDEX course_idx ON course (level DESC)",
                                "another index: CREATE INDEX course_idx ON public.course USING btree (level DESC);"
                                        + " declared is: CREATE INDEX course_idx ON course (level)"),
                        Arguments.of(
                                "CREATE UNIQUE INDEX course_idx ON course (level)",
                                "another index: CREATE UNIQUE INDEX course_idx"),
                        Arguments.of(
                                "CREATE INDEX course_idx ON course (level) WHERE id > 0",
                                "another index: CREATE INDEX course_idx ON public.course USING btree (level) WHERE (id > 0)"),
                        Arguments.of(
                                "CREATE INDEX course_idx ON course (level) INCLUDE (slug)",
                                "another index: CREATE INDEX course_idx ON public.course USING btree (level) INCLUDE (slug)"),
                        Arguments.of(
                                "CREATE TABLE other (level text); CREATE INDEX course_idx ON other (level)",
                                "an index of the table public.other: CREATE INDEX course_idx ON public.other"),
                        Arguments.of("CREATE VIEW course_idx AS SELECT 1", "the view public.course_idx")),
                (server, arguments) ->
                        Arguments.of(server, arguments.get()[0], arguments.get()[1]));
    }

    @ParameterizedTest
    @MethodSource("others")
    void somethingElseUnderThisNameIsAnError(PostgresServer server, String sql, String by) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run(sql);

            assertThatThrownBy(project::migrate)
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining(
                            "V2__create_course_idx.sql builds the index course_idx, but that name is taken by " + by)
                    .hasMessageEndingWith("Rename or drop one of the two, or declare the index under another name;"
                            + " then start again.");
            // Nothing has run, so nothing has failed.
            assertThat(project.history()).isEqualTo("1 true");
        }
    }

    /** What is not valid, but another index, is not ours to drop. */
    @ServerSource
    void aLeftoverOfAnotherDefinitionIsAnError(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run("INSERT INTO course VALUES (1000, '1', 'again')");
            project.fail("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)");

            assertThatThrownBy(project::migrate)
                    .hasMessageContaining("another index: CREATE UNIQUE INDEX course_idx")
                    .hasMessageContaining("(not valid); declared is: CREATE INDEX course_idx ON course (level)");
            assertThat(project.flags("course_idx")).isEqualTo("f,f,t");
        }
    }

    @ServerSource
    void aQuotedNameInAnotherSchemaHeals(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)
                .create(2, "CREATE INDEX \"Course \"\"idx\"\"\" ON \"My shop\".\"Course\" (\"Level\")")) {
            project.run(
                    "CREATE SCHEMA \"My shop\"",
                    "CREATE TABLE \"My shop\".\"Course\" (\"Level\" text)",
                    "CREATE INDEX \"Course \"\"idx\"\"\" ON \"My shop\".\"Course\" (\"Level\")",
                    "UPDATE pg_index SET indisvalid = false WHERE indrelid = '\"My shop\".\"Course\"'::regclass");

            project.migrate();

            assertThat(project.flags("\"My shop\".\"Course \"\"idx\"\"\"")).isEqualTo("t,t,t");
        }
    }

    /** As a REINDEX CONCURRENTLY that was killed leaves them; one of another index stays. */
    @ServerSource
    void whatReindexHasLeftIsDroppedBeforeItRunsAgain(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.migrate();
            project.run(
                    "CREATE INDEX course_idx_ccnew ON course (level)",
                    "CREATE INDEX course_idx_ccold1 ON course (level)",
                    "CREATE INDEX other_idx_ccnew ON course (level)",
                    "CREATE INDEX course_idx_cc ON course (level)",
                    "UPDATE pg_index SET indisvalid = false WHERE indrelid = 'course'::regclass AND NOT indisprimary"
                            + " AND indexrelid <> 'course_idx'::regclass",
                    // Somebody's own, by that name.
                    "CREATE INDEX course_idx_ccnew1 ON course (level)");
            project.script(
                    "V3__set_course_idx.sql", "set course_idx", Project.PLAIN, "REINDEX INDEX CONCURRENTLY course_idx");

            project.migrate();

            assertThat(project.query(
                            "SELECT string_agg(indexrelid::regclass || ' ' || indisvalid, ', ' ORDER BY indexrelid)"
                                    + " FROM pg_index WHERE indrelid = 'course'::regclass AND NOT indisprimary"))
                    .isEqualTo("other_idx_ccnew false, course_idx_cc false, course_idx_ccnew1 true, course_idx true");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a_ccnew, a, true",
        "a_ccnew12, a, true",
        "a_ccold, a, true",
        "a_cc, a, false",
        "ab_ccnew, a, false",
        "a_ccnew, ab, false",
    })
    void namesThatReindexGives(String name, String index, boolean given) {
        assertThat(Leftovers.isOfReindex(name, index)).isEqualTo(given);
    }

    /** The server cuts a name of 60 bytes by three. */
    @Test
    void namesThatReindexGivesToLongOnes() {
        String index = "a".repeat(57) + "bcd";

        assertThat(Leftovers.isOfReindex("a".repeat(57) + "_ccnew", index)).isTrue();
        assertThat(Leftovers.isOfReindex("a".repeat(56) + "_ccnew1", index)).isTrue();
        assertThat(Leftovers.isOfReindex("a".repeat(56) + "_ccnew", index)).isFalse();
        assertThat(Leftovers.isOfReindex("b".repeat(57) + "_ccnew", index)).isFalse();
    }

    @ServerSource
    void aScriptWithoutItsConfigurationIsRefused(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.delete("V2__create_course_idx.sql.conf");
            // Flyway would find out by itself without the DO block of a real script; with it, it does not.
            project.write("V2__create_course_idx.sql.conf", "executeInTransaction=true\n");

            assertThatThrownBy(project::migrate)
                    .hasMessageContaining("V2__create_course_idx.sql.conf is missing beside it, or does not say"
                            + " executeInTransaction=false");
            assertThat(project.history()).isEqualTo("1 true");
        }
    }

    /** Flyway says nothing when it ends before it migrates. */
    @ServerSource
    void nothingStaysBehindWhenFlywayRefuses(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run("DROP TABLE flyway_schema_history");

            assertThatThrownBy(project::migrate).hasMessageContaining("non-empty schema");

            project.await("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory' AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())");
            project.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()");
        }
    }

    @ServerSource
    void nothingStaysBehindAfterwards(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Connection session = project.session()) {
            project.migrate();

            assertThat(Sql.text(
                            session,
                            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                                    + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isEqualTo("0");
        }
    }

    /** Flyway itself would fail with the server's word, that it is read-only. */
    @ServerSource
    @ResourceLock("standbys")
    void nothingIsBuiltOnAStandby(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            assertThatThrownBy(project.flyway()
                            .dataSource(server.onStandby(project.database()))
                            .load()::migrate)
                    .hasMessageContaining("V2__create_course_idx.sql cannot run on a standby: migrate on the primary.");

            project.migrate();
            assertThat(project.flyway()
                            .dataSource(server.onStandby(project.database()))
                            .load()
                            .migrate()
                            .migrationsExecuted)
                    .isZero();
        }
    }

    /** The one that another callback's failure keeps from being told that the migration is over. */
    @ServerSource
    void aCallbackThatFailsLeavesNoLockBehind(PostgresServer server) throws Exception {
        HikariConfig config = new HikariConfig();
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.write("beforeEachMigrate__theirs.sql", "SELECT 1 / 0");
            config.setDataSource(project.database());
            // None is left for an event of Flyway's.
            config.setMaximumPoolSize(2);
            config.setConnectionTimeout(1000);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                assertThatThrownBy(project.flyway().dataSource(pool).load()::migrate)
                        .hasMessageContaining("division by zero");

                project.await("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())");
            }
            project.delete("beforeEachMigrate__theirs.sql");
            project.migrate();
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** As it may be told to: then true is not {@code t}. */
    @ServerSource
    void theDriverMayReadBooleansInBinary(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            PGSimpleDataSource binary = new PGSimpleDataSource();
            binary.setUrl(project.database().getUrl());
            binary.setUser(project.database().getUser());
            binary.setBinaryTransferEnable("BOOL");
            binary.setPrepareThreshold(-1);

            project.flyway().dataSource(binary).load().migrate();

            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** RESET, as in the scripts, would lose it. */
    @ServerSource
    void whatAPoolHasSetIsKept(PostgresServer server) throws Exception {
        HikariConfig config = new HikariConfig();
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            config.setDataSource(project.database());
            config.setMaximumPoolSize(2);
            config.setConnectionInitSql("SET lock_timeout = '7s'");
            try (HikariDataSource pool = new HikariDataSource(config)) {
                project.flyway().dataSource(pool).load().migrate();

                try (Connection first = pool.getConnection();
                        Connection second = pool.getConnection()) {
                    assertThat(Sql.text(first, "SHOW lock_timeout")).isEqualTo("7s");
                    assertThat(Sql.text(second, "SHOW lock_timeout")).isEqualTo("7s");
                }
            }
        }
    }

    /** An old pool may not have all that JDBC has; its connections go back to it as they were. */
    @ServerSource
    void aSessionThatCannotBeUsedIsLeftAsItWas(PostgresServer server) throws Exception {
        HikariConfig config = new HikariConfig();
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            config.setDataSource(project.database());
            config.setMaximumPoolSize(2);
            config.setConnectionInitSql("SET lock_timeout = '7s'");
            try (HikariDataSource pool = new HikariDataSource(config)) {
                DataSource old = without(call -> call.startsWith("setNetworkTimeout"), pool);

                project.flyway().dataSource(old).load().migrate();

                assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
                try (Connection first = pool.getConnection();
                        Connection second = pool.getConnection()) {
                    assertThat(Sql.text(first, "SHOW lock_timeout")).isEqualTo("7s");
                    assertThat(Sql.text(second, "SHOW lock_timeout")).isEqualTo("7s");
                }
            }
        }
    }

    /** Who waits for that lock would wait for ever. */
    @ServerSource
    void theLockIsGivenBackEvenIfTheLimitsAreNot(PostgresServer server) throws Exception {
        HikariConfig config = new HikariConfig();
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            config.setDataSource(project.database());
            config.setMaximumPoolSize(2);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                DataSource limited = without(
                        call -> call.contains("set_config")
                                && !project.oid("course_idx").isEmpty(),
                        pool);

                project.flyway().dataSource(limited).load().migrate();

                project.await("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())");
            }
        }
    }

    /** A data source on whose connections some calls fail, by method and first argument. */
    private static DataSource without(Predicate<String> calls, DataSource dataSource) {
        return proxy(
                DataSource.class, dataSource, call -> false, from -> proxy(Connection.class, from, calls, to -> to));
    }

    private static <T> T proxy(
            Class<T> type, T object, Predicate<String> refused, UnaryOperator<Connection> connections) {
        return Proxies.of(type, (proxy, method, arguments) -> {
            if (refused.test(method.getName() + " " + (arguments == null ? "" : arguments[0]))) {
                throw new SQLFeatureNotSupportedException(method.getName());
            }
            Object result = method.invoke(object, arguments);
            return result instanceof Connection connection ? connections.apply(connection) : result;
        });
    }

    /** Without temporary tables: neither taken for the declared one, nor dropped as what is left of it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherIndexIsAnErrorAlsoForWhoMayDoLittle(boolean valid) throws Exception {
        try (Project project = Project.withTable(PostgresServer.NEWEST, folder).create(2, Project.PLAIN)) {
            project.run(
                    "DO $$ BEGIN CREATE ROLE builder LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
                    "ALTER TABLE course OWNER TO builder",
                    "ALTER TABLE flyway_schema_history OWNER TO builder",
                    "GRANT CREATE ON SCHEMA public TO builder",
                    "DO $$ BEGIN EXECUTE 'REVOKE TEMPORARY ON DATABASE ' || current_database() || ' FROM PUBLIC'; END $$",
                    "CREATE INDEX course_idx ON course (slug)",
                    "UPDATE pg_index SET indisvalid = " + valid + " WHERE indexrelid = 'course_idx'::regclass");
            String before = project.oid("course_idx");

            assertThatThrownBy(project.flyway()
                            .dataSource(project.database().getUrl(), "builder", "")
                            .load()::migrate)
                    .hasMessageContaining("another index: CREATE INDEX course_idx ON public.course USING btree (slug)");
            assertThat(project.oid("course_idx")).isEqualTo(before);
            assertThat(project.history()).isEqualTo("1 true");
        }
    }

    @ServerSource
    void aHeaderThatCannotBeReadIsAnError(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            project.script("V2__create_a.sql", "create a", "CREATE INDEX a", "SELECT 1");

            assertThatThrownBy(project::migrate)
                    .hasMessageContaining("V2__create_a.sql has no definition of a in its header that can be read");
        }
    }

    /** A copy of the table has its name only where that is needed. */
    @ServerSource
    void aDefinitionMayNameItsTable(PostgresServer server) throws Exception {
        String definition = "CREATE INDEX course_idx ON course (level) WHERE course.id > 0";
        try (Project project = Project.withTable(server, folder).create(2, definition)) {
            project.run(definition);
            String before = project.oid("course_idx");

            project.migrate();

            assertThat(project.oid("course_idx")).isEqualTo(before);
        }
    }

    /** It is not valid, but nothing that a build has left: dropping it would take the parts with it. */
    @ServerSource
    void anIndexOfAPartitionedTableIsNotDropped(PostgresServer server) throws Exception {
        try (Project project =
                Project.withTable(server, folder).create(2, "CREATE INDEX parted_idx ON parted (level)")) {
            project.run(
                    "CREATE TABLE parted (id bigint, level text) PARTITION BY RANGE (id)",
                    "CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (10)",
                    "CREATE INDEX parted_idx ON ONLY parted (level)");

            assertThatThrownBy(project::migrate)
                    .hasMessageContaining("that name is taken by an index of a partitioned table, to which not every"
                            + " partition has its part");
            assertThat(project.flags("parted_idx")).startsWith("f,");
        }
    }

    /** Where Flyway's history is depends on more than one setting. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHistoryInAnotherSchemaHeals(boolean byDefault) throws Exception {
        try (Project project = Project.withTable(PostgresServer.NEWEST, folder)) {
            project.write("V2__insert.sql", "INSERT INTO course VALUES (1, 'same', 'x'), (2, 'same', 'x')");
            project.create(3, Project.UNIQUE);
            FluentConfiguration flyway = byDefault
                    ? project.flyway().defaultSchema("app")
                    : project.flyway().schemas("app");
            assertThatThrownBy(flyway.load()::migrate).hasMessageContaining("could not create unique index");
            project.run("DELETE FROM app.course WHERE id = 2");

            flyway.load().migrate();

            assertThat(project.query("SELECT string_agg(version || ' ' || success, ', ' ORDER BY installed_rank)"
                            + " FROM app.flyway_schema_history WHERE version IS NOT NULL"))
                    .isEqualTo("1 true, 2 true, 3 true");
        }
    }

    /** As somebody may have typed it; and with the line ends and the mark of other systems. */
    @ServerSource
    void aHeaderMayBeTyped(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.write(
                    "V2__create_course_idx.sql",
                    "\uFEFF-- compositeindex: create course_idx\r\n-- definition: create index course_idx  on course(level)\r\n\r\n"
                            + "CREATE INDEX CONCURRENTLY IF NOT EXISTS course_idx ON course (level);\r\n");
            project.run(
                    Project.PLAIN, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'course_idx'::regclass");

            project.migrate();

            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    /** On the same thread, from the same data source of one connection, whose end is not to be seen. */
    @ServerSource
    void aSecondTryHeals(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.UNIQUE)) {
            project.run("INSERT INTO course VALUES (1000, '1', 'again')");
            Flyway flyway = project.flyway()
                    .validateOnMigrate(false)
                    .createSchemas(false)
                    .load();
            assertThatThrownBy(flyway::migrate).hasMessageContaining("could not create unique index");
            project.run("DELETE FROM course WHERE id = 1000");

            flyway.migrate();

            assertThat(project.history()).isEqualTo("1 true, 2 true");
        }
    }
}
