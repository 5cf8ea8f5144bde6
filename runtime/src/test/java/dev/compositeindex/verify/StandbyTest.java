package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/** On a standby the verifier says what can be known there, and what cannot. One at a time: some change how it replays. */
@Tag("slow")
@ResourceLock("standbys")
class StandbyTest {

    private static final IndexDefinition LEVELS = index("course_idx", "course", "");
    private static final IndexDefinition PUBLISHED = index("published_idx", "course", "is_published");

    private static final String UNFINISHED =
            "unknown: it is not valid, and on a standby a build in progress looks exactly like what a dead one has left";

    @ServerSource
    void whatCanBeUsedIsJudgedAsAlways(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run("CREATE INDEX course_idx ON course (level)", "CREATE INDEX other_idx ON course (level DESC)");

        VerificationReport report =
                Database.onStandby(server, database).verify(LEVELS, index("other_idx", "course", ""));

        assertThat(report.verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "course_idx on course (app.Course): valid",
                        "other_idx on course (app.Course): drifted: key 1 declared as level ASC NULLS LAST,"
                                + " found level DESC NULLS FIRST");
        assertThat(report.verdicts().get(1).repair())
                .startsWith(
                        "This is a standby, which may not have replayed that yet. Otherwise, on the primary:"
                                + " Run the pending migrations; if none of them changes it, declare the index as it is; or, never without one, run: ALTER INDEX");
    }

    @ServerSource
    void whatIsMissingMayNotHaveBeenReplayed(PostgresServer server) {
        Database database = Database.withCourses(server).run("CREATE VIEW published_idx AS SELECT 1");

        VerificationReport report = Database.onStandby(server, database)
                .verify(LEVELS, index("lesson_idx", "lesson", ""), index("published_idx", "course", ""));

        assertThat(report.summary()).isEqualTo("indexes: 3 declared, 0 valid, 2 missing, 0 invalid, 1 drifted");
        assertThat(report.verdicts())
                .map(IndexVerdict::repair)
                .containsExactly(
                        "This is a standby, which may not have replayed that yet. Otherwise, on the primary: Run the"
                                + " pending migrations; if its own has run already, run: CREATE INDEX CONCURRENTLY"
                                + " course_idx ON course (level);",
                        "This is a standby, which may not have replayed that yet. Otherwise, on the primary: Run the"
                                + " migrations that create the table, or correct the data source or its search path.",
                        "This is a standby, which may not have replayed that yet. Otherwise, on the primary: Declare the"
                                + " index under another name, or rename the view public.published_idx, then run:"
                                + " CREATE INDEX CONCURRENTLY published_idx ON course (level);");
    }

    /** Nothing on the standby tells the two from each other: not the catalogue, and not the sessions. */
    @ServerSource
    void aBuildLooksLikeALeftover(PostgresServer server) throws SQLException {
        Database database = Database.withCourses(server);
        try (Build build = Build.start(database, "CREATE INDEX CONCURRENTLY course_idx ON course (level DESC)")) {
            assertUnknown(Database.onStandby(server, database).verdict(LEVELS));
            assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.BUILDING);

            build.terminate();
            assertUnknown(Database.onStandby(server, database).verdict(LEVELS));
            assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.LEFTOVER);
        }
    }

    private static void assertUnknown(IndexVerdict verdict) {
        assertThat(verdict.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(verdict.describe())
                .isEqualTo("course_idx on course (app.Course): " + UNFINISHED
                        + ": key 1 declared as level ASC NULLS LAST, found level DESC NULLS FIRST");
        assertThat(verdict.repair()).isEqualTo("Verify on the primary.");
    }

    @ServerSource
    void predicatesCannotBeCompared(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE INDEX published_idx ON course (level) WHERE is_published",
                        "CREATE INDEX other_idx ON course (slug) WHERE is_published",
                        "CREATE INDEX all_idx ON course (level)",
                        "CREATE INDEX course_idx ON course (level) WHERE is_published");

        VerificationReport report = Database.onStandby(server, database)
                .verify(
                        PUBLISHED,
                        index("other_idx", "course", "is_published"),
                        index("all_idx", "course", "(is_published)"),
                        LEVELS);

        assertThat(report.verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "published_idx on course (app.Course): unknown: its predicate cannot be compared on a standby,"
                                + " which has no temporary tables",
                        "other_idx on course (app.Course): drifted: key 1 declared as level ASC NULLS LAST,"
                                + " found slug ASC NULLS LAST",
                        "all_idx on course (app.Course): drifted: predicate declared as (is_published), found nothing",
                        "course_idx on course (app.Course): drifted: predicate declared as nothing, found is_published");
        assertThat(report.verdicts().get(0).repair()).isEqualTo("Verify on the primary.");
        assertThat(report.summary())
                .isEqualTo("indexes: 4 declared, 0 valid, 0 missing, 0 invalid, 3 drifted, 1 unknown");
    }

    @ServerSource
    void expressionsCannotBeCompared(PostgresServer server) {
        Database database = Database.withCourses(server).run("CREATE INDEX course_idx ON course (lower(slug))");
        IndexDefinition declared = IndexDefinition.builder("course_idx")
                .table("course")
                .key(IndexKey.expression("lower(slug)"))
                .declaredBy("app.Course")
                .definition("CREATE INDEX course_idx ON course (lower(slug))")
                .build();

        assertThat(Database.onStandby(server, database).verdict(declared).describe())
                .isEqualTo(
                        "course_idx on course (app.Course): unknown: its key 1 cannot be compared on a standby, which"
                                + " has no temporary tables");
    }

    /** Whoever reads from a standby decides whether to start on what cannot be known there. */
    @ServerSource
    void anApplicationOnAStandbyMayStart(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE INDEX course_idx ON course (level)",
                        "CREATE INDEX published_idx ON course (level) WHERE is_published");
        Database standby = Database.onStandby(server, database);

        VerificationReport report = standby.verify(LEVELS, PUBLISHED);

        assertThat(report.allValid()).isFalse();
        assertThatThrownBy(report::throwIfNotValid)
                .isInstanceOf(InvalidIndexesException.class)
                .hasMessage("""
                        indexes: 2 declared, 1 valid, 0 missing, 0 invalid, 0 drifted, 1 unknown
                          published_idx on course (app.Course): unknown: its predicate cannot be compared on a standby,\
                         which has no temporary tables
                            Verify on the primary.""");
        assertThatCode(report::throwIfKnownNotValid).doesNotThrowAnyException();

        VerificationReport wrong = standby.verify(PUBLISHED, index("lesson_idx", "course", ""));
        assertThatThrownBy(wrong::throwIfKnownNotValid)
                .isInstanceOf(InvalidIndexesException.class)
                .hasMessageContaining("0 valid, 1 missing, 0 invalid, 0 drifted, 1 unknown");
    }

    @ServerSource
    void poolsMayHaveAnyDefaults(PostgresServer server) throws SQLException {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE INDEX course_idx ON course (level)",
                        "CREATE INDEX published_idx ON course (level) WHERE is_published");
        Database standby = Database.onStandby(server, database);
        for (boolean autoCommit : new boolean[] {true, false}) {
            HikariConfig config = new HikariConfig();
            config.setDataSource(standby.dataSource());
            config.setMaximumPoolSize(1);
            config.setAutoCommit(autoCommit);
            config.setReadOnly(autoCommit);
            // A standby refuses this to whoever asks for it, but it is no more than the default of the sessions.
            config.setTransactionIsolation(autoCommit ? "TRANSACTION_SERIALIZABLE" : "TRANSACTION_REPEATABLE_READ");
            try (HikariDataSource pool = new HikariDataSource(config)) {
                assertThat(IndexVerifier.of(pool)
                                .verify(() -> List.of(LEVELS, PUBLISHED))
                                .verdicts())
                        .map(IndexVerdict::verdict)
                        .containsExactly(Verdict.VALID, Verdict.UNKNOWN);
            }
        }
    }

    /** What the standby replays cancels whoever reads what that changes: once is no reason to know nothing. */
    @ServerSource
    void aRecoveryConflictIsTriedAgain(PostgresServer server) throws SQLException {
        try (Conflicts conflicts = Conflicts.on(server)) {
            CompletableFuture<VerificationReport> verifying = conflicts.verify(LEVELS, PUBLISHED);
            String first = conflicts.awaitReader("");
            conflicts.provoke();
            conflicts.awaitReader(first);
            conflicts.unlock();

            assertThat(verifying.join().verdicts())
                    .map(IndexVerdict::verdict)
                    .containsExactly(Verdict.VALID, Verdict.UNKNOWN);
        }
    }

    @ServerSource
    void recoveryConflictsTimeAndAgainAreUnknown(PostgresServer server) throws SQLException {
        try (Conflicts conflicts = Conflicts.on(server)) {
            CompletableFuture<VerificationReport> verifying = conflicts.verify(LEVELS, PUBLISHED);
            String reader = "";
            for (int i = 0; i < 3; i++) {
                reader = conflicts.awaitReader(reader);
                conflicts.provoke();
            }

            assertThat(verifying.join().verdicts())
                    .map(IndexVerdict::describe)
                    .containsExactly(
                            "course_idx on course (app.Course): unknown: this standby cancelled reading the catalogue"
                                    + " several times, because of what it replayed",
                            "published_idx on course (app.Course): unknown: this standby cancelled reading the catalogue"
                                    + " several times, because of what it replayed");
            assertThat(verifying.join().verdicts().get(0).repair()).isEqualTo("Verify again, or on the primary.");
        }
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
