package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.compositeindex.build.Blocker;
import dev.compositeindex.build.BuildListeners;
import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.build.BuildWatch;
import dev.compositeindex.build.OtherBuilds;
import dev.compositeindex.build.Preflight;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.Impostors;
import dev.compositeindex.testing.StringConstants;
import dev.compositeindex.testing.UnqualifiedSql;
import dev.compositeindex.testing.Witness;
import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.Verdict;
import dev.compositeindex.verify.VerificationReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Nothing on the search path is called in the server's stead, whatever somebody has put there. What is authored names the
 * server's own here, so that whatever is called, is called by us.
 */
@Tag("slow")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImpostorsTest {

    private static final String PLACES = "dev.compositeindex.testing.Impostors#places";
    private static final Impostors IMPOSTORS = Impostors.ofModule(IndexVerifier.class);

    private static final String[] TABLE = {
        "CREATE TABLE public.course (id bigint PRIMARY KEY, level pg_catalog.text, slug pg_catalog.varchar)",
        "INSERT INTO public.course VALUES (1, 'easy', 'one'), (2, 'hard', 'two')"
    };
    private static final String SLUGS = "CREATE INDEX slug_idx ON course (pg_catalog.lower(slug), id DESC)"
            + " WHERE level OPERATOR(pg_catalog.<>) ALL ('{a,b}')";

    @TempDir
    private Path folder;

    @BeforeAll
    static void plant() throws SQLException {
        IMPOSTORS.plant();
    }

    @Test
    void noNameIsLookedUp() {
        assertThat(UnqualifiedSql.in(StringConstants.ofModule(IndexVerifier.class)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void theyAreCalledWhereSqlLetsThem(Impostors.Place place) throws SQLException {
        PGSimpleDataSource database = IMPOSTORS.newDatabase(place);
        Witness witness = new Witness();
        try (Connection connection = witness.watch(database).getConnection()) {
            Sql.text(connection, "SELECT format('%I.%I', nspname, nspname) FROM pg_namespace WHERE oid = 11");
        }

        assertThat(witness.callsOfOurs()).extracting(Witness.Call::impostor).contains("format(text, name, name)");
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void theGuardCallsNone(Impostors.Place place) throws SQLException {
        PGSimpleDataSource database = IMPOSTORS.newDatabase(place);
        Witness witness = new Witness();
        assertNoneIsCalled("guard", place, database, witness, () -> {
            try (Project project = project(database);
                    Log log = new Log(Waiting.class)) {
                project.create(2, Project.PLAIN).create(3, SLUGS);
                project.script("V4__set.sql", "set slug_idx", SLUGS, "REINDEX INDEX CONCURRENTLY slug_idx");
                project.script("V5__drop.sql", "drop course_idx", "", "DROP INDEX CONCURRENTLY IF EXISTS course_idx");
                project.write("V6__rename.sql", """
                        -- compositeindex: rename slug_idx to slugs
                        -- definition: %s

                        ALTER INDEX slug_idx RENAME TO slugs;
                        """.formatted(SLUGS.replace("slug_idx", "slugs")));
                FluentConfiguration flyway = project.flyway().dataSource(witness.watch(database));
                flyway.target("2").load().migrate();

                // A failed build, what one has left, and another instance that migrates.
                project.run(
                        "UPDATE public.flyway_schema_history SET success = false WHERE version = '2'",
                        onTable(SLUGS),
                        invalid("slug_idx"));
                AdvisoryLock lock = AdvisoryLock.toMigrate(new HistoryTable("public", "flyway_schema_history"));
                Connection other = project.session();
                Project.lock(lock, other);
                CompletableFuture<MigrateResult> start = project.start(flyway.target("3"));
                log.await("the lock is held by process " + Project.process(other));
                AdvisoryLock.unlockAll(List.of(lock), other);
                start.join();
                assertThat(project.flags("public.slug_idx")).isEqualTo("t,t,t");

                project.run("CREATE INDEX slug_idx_ccnew ON public.course (id)", invalid("slug_idx_ccnew"));
                flyway.target("6").load().migrate();
                assertThat(project.flags("public.slugs")).isEqualTo("t,t,t");
                assertThat(project.oid("public.course_idx") + project.oid("public.slug_idx_ccnew"))
                        .isEmpty();
            }
        });
    }

    /** Who may not make temporary tables, makes others, and functions, where anybody may. */
    @ParameterizedTest
    @MethodSource(PLACES)
    void theGuardCallsNoneWithoutTemporaryTables(Impostors.Place place) throws SQLException {
        PGSimpleDataSource database = IMPOSTORS.newDatabase(place);
        Witness witness = new Witness();
        assertNoneIsCalled("guard, nothing temporary", place, database, witness, () -> {
            try (Project project = project(database)) {
                project.create(2, SLUGS);
                project.run(
                        "DO $$ BEGIN CREATE ROLE migrator LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                        "REVOKE TEMPORARY ON DATABASE " + database.getDatabaseName() + " FROM PUBLIC",
                        "GRANT ALL ON SCHEMA public TO PUBLIC",
                        "GRANT ALL ON public.flyway_schema_history TO migrator",
                        "ALTER TABLE public.course OWNER TO migrator",
                        onTable(SLUGS));
                database.setUser("migrator");
                project.flyway().dataSource(witness.watch(database)).load().migrate();

                assertThat(project.flags("public.slug_idx")).isEqualTo("t,t,t");
            }
        });
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void looksAtBuildsCallNone(Impostors.Place place) throws SQLException {
        PGSimpleDataSource database = IMPOSTORS.newDatabase(place);
        Witness witness = new Witness();
        assertNoneIsCalled("looks at builds", place, database, witness, () -> {
            try (Project project = project(database);
                    Connection connection = witness.watch(database).getConnection()) {
                Connection builder = project.session();
                Connection writer = project.reader("UPDATE public.course SET id = id");
                CompletableFuture<Boolean> build =
                        Project.start(builder, "CREATE INDEX CONCURRENTLY course_idx ON public.course (id)");
                project.awaitBuild("waiting for writers before build");
                long table = Long.parseLong(project.oid("public.course"));
                int process = Project.process(builder);

                Preflight preflight = new Preflight(table, process, BuildSettings.DEFAULT);
                assertThat(preflight.look(connection).describe()).isNotEmpty();
                OtherBuilds others = new OtherBuilds(
                        BuildSettings.DEFAULT, BuildListeners.load(getClass().getClassLoader()));
                assertThat(others.look(connection)).hasSize(1);
                assertThat(new Inspector(connection).buildersOf(table)).contains("process " + process);
                assertThat(AdvisoryLock.toBuild(table).isHeldBy(List.of(process), connection))
                        .isFalse();
                BuildSettings impatient = new BuildSettings(Duration.ofNanos(1), 10, Duration.ofSeconds(1));
                BuildWatch watch = new BuildWatch(
                        process,
                        table,
                        "course_idx",
                        "course",
                        impatient,
                        BuildListeners.load(getClass().getClassLoader()));
                assertThat(watch.look(connection).orElseThrow().blockers())
                        .extracting(Blocker::pid)
                        .containsExactly(Project.process(writer));
                watch.look(connection);
                assertThat(watch.gaveUp()).isPresent();
                assertThat(catchThrowable(build::join)).hasMessageContaining("canceling statement");
            }
        });
    }

    @ParameterizedTest
    @MethodSource(PLACES)
    void theVerifierCallsNone(Impostors.Place place) throws SQLException {
        PGSimpleDataSource database = IMPOSTORS.newDatabase(place);
        Witness witness = new Witness();
        assertNoneIsCalled("verifier", place, database, witness, () -> {
            try (Project project = project(database)) {
                project.run(
                        "CREATE INDEX plain_idx ON public.course (level, id DESC)",
                        "CREATE INDEX respelled_idx ON public.course ((pg_catalog.lower(slug)))"
                                + " WHERE slug::text OPERATOR(pg_catalog.=) ANY (ARRAY[('a'::varchar)::text, ('b'::varchar)::text])",
                        "CREATE INDEX drifted_idx ON public.course (slug pg_catalog.varchar_pattern_ops, id)",
                        "COMMENT ON INDEX public.drifted_idx IS 'another'",
                        "CREATE INDEX collated_idx ON public.course (level COLLATE pg_catalog.\"C\")",
                        "CREATE INDEX refused_idx ON public.course (level)",
                        "CREATE INDEX leftover_idx ON public.course (level, slug)",
                        invalid("leftover_idx"),
                        "CREATE VIEW public.view_idx AS SELECT 1 AS one");
                IndexVerifier verifier = IndexVerifier.of(witness.watch(database));
                List<IndexDefinition> declared = List.of(
                        index("plain_idx", "level, id DESC")
                                .key(IndexKey.column("level"))
                                .key(IndexKey.column("id").desc())
                                .build(),
                        index("respelled_idx", "…")
                                .key(IndexKey.expression("pg_catalog.lower(slug)"))
                                .where("slug OPERATOR(pg_catalog.=) ANY (ARRAY['a'::varchar, 'b'::varchar])")
                                .build(),
                        index("drifted_idx", "slug, id")
                                .key(IndexKey.column("slug"))
                                .key(IndexKey.expression("id OPERATOR(pg_catalog.+) 1"))
                                .comment("declared")
                                .with("fillfactor", "70")
                                .build(),
                        index("collated_idx", "level COLLATE pg_catalog.\"C\"")
                                .key(IndexKey.column("level").collate("pg_catalog.\"C\""))
                                .build(),
                        index("refused_idx", "…")
                                .key(IndexKey.column("level").operatorClass("pg_catalog.int4_ops"))
                                .where("level OPERATOR(pg_catalog.<>) 'a'")
                                .build(),
                        index("leftover_idx", "level, slug")
                                .key(IndexKey.column("level"))
                                .key(IndexKey.column("slug"))
                                .build(),
                        index("view_idx", "id").key(IndexKey.column("id")).build(),
                        index("missing_idx", "id, level")
                                .key(IndexKey.column("id"))
                                .key(IndexKey.column("level"))
                                .build());

                VerificationReport report = verifier.verify(() -> declared);

                assertThat(report.verdicts())
                        .extracting(IndexVerdict::verdict)
                        .containsExactly(
                                Verdict.VALID,
                                Verdict.VALID,
                                Verdict.DRIFTED,
                                Verdict.VALID,
                                Verdict.DRIFTED,
                                Verdict.LEFTOVER,
                                Verdict.DRIFTED,
                                Verdict.MISSING);
            }
        });
    }

    private static IndexDefinition.Builder index(String name, String keys) {
        return IndexDefinition.builder(name)
                .table("course")
                .declaredBy("app.Course")
                .definition("CREATE INDEX " + name + " ON course (" + keys + ")");
    }

    /** A project with a table, whose own sessions are not led astray. */
    private Project project(PGSimpleDataSource database) {
        Project project = Project.of(Impostors.safely(database), folder);
        project.write("V1__create_table.sql", String.join(";", TABLE));
        project.flyway().defaultSchema("public").target("1").load().migrate();
        return project;
    }

    private static String onTable(String definition) {
        return definition.replace("ON course", "ON public.course");
    }

    private static String invalid(String index) {
        return "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'public." + index + "'::regclass";
    }

    private static void assertNoneIsCalled(
            String flow, Impostors.Place place, PGSimpleDataSource database, Witness witness, ThrowingCallable action)
            throws SQLException {
        Throwable failure = catchThrowable(action);
        System.out.printf("%s, %d impostors, %s: %s%n", place, Impostors.count(database), flow, witness);
        assertThat(witness.callsOfOurs().stream().map(Witness.Call::toString).distinct())
                .isEmpty();
        assertThat(failure).isNull();
    }
}
