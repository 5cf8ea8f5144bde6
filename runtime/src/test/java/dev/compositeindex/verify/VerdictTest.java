package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts on finished indexes, each provoked on a server. */
class VerdictTest {

    private static final IndexDefinition LEVELS = IndexDefinition.builder("course_idx")
            .table("course")
            .key(IndexKey.column("level"))
            .key(IndexKey.column("created_at").desc())
            .declaredBy("app.Course")
            .definition("CREATE INDEX course_idx ON course (level, created_at DESC)")
            .build();

    private static final IndexDefinition SLUGS = IndexDefinition.builder("course_idx")
            .table("course")
            .unique()
            .key(IndexKey.column("slug"))
            .include("level")
            .include("title")
            .declaredBy("app.Course")
            .definition("CREATE UNIQUE INDEX course_idx ON course (slug) INCLUDE (level, title)")
            .build();

    @ServerSource
    void anIndexAsDeclaredIsValid(PostgresServer server) {
        Database database = Database.withCourses(server);
        database.run("CREATE INDEX course_idx ON course (level ASC NULLS LAST, created_at DESC NULLS FIRST)");

        VerificationReport report = database.verify(LEVELS);

        assertThat(report.allValid()).isTrue();
        assertThat(report.throwIfNotValid()).isSameAs(report);
        assertThat(report.summary()).isEqualTo("indexes: 1 declared, 1 valid, 0 missing, 0 invalid, 0 drifted");
        assertThat(report.verdicts().get(0).describe()).isEqualTo("course_idx on course (app.Course): valid");
        assertThat(report.verdicts().get(0).repair()).isEmpty();
    }

    @ServerSource
    void aDroppedIndexIsMissing(PostgresServer server) {
        Database database = Database.withCourses(server);
        database.run("CREATE INDEX course_idx ON course (level, created_at DESC)", "DROP INDEX course_idx");

        IndexVerdict verdict = database.verdict(LEVELS);

        assertThat(verdict.describe()).isEqualTo("course_idx on course (app.Course): missing");
        assertThat(verdict.repair())
                .isEqualTo("Run the pending migrations; if its own has run already, run: "
                        + "CREATE INDEX CONCURRENTLY course_idx ON course (level, created_at DESC);");
        database.repair(verdict);
        assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);
    }

    @ServerSource
    void anIndexOfAMissingTableIsMissing(PostgresServer server) {
        Database database = Database.empty(server);

        assertThat(database.verdict(LEVELS).describe())
                .isEqualTo("course_idx on course (app.Course): missing: there is no table course on the search path"
                        + " (\"$user\", public)");

        database.run("CREATE TABLE course_of_study (level text)", "CREATE INDEX course_idx ON course_of_study (level)");
        assertThat(database.verdict(LEVELS).describe())
                .endsWith(" (\"$user\", public), but an index of this name on public.course_of_study");

        database.run("CREATE VIEW course AS SELECT 1 AS level");
        assertThat(database.verdict(LEVELS).describe())
                .isEqualTo("course_idx on course (app.Course): missing: course is a view, not a table");
    }

    static Stream<Arguments> drifts() {
        return onServers(
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (created_at DESC, level)",
                        "key 1 declared as level ASC NULLS LAST, found created_at DESC NULLS FIRST",
                        "key 2 declared as created_at DESC NULLS FIRST, found level ASC NULLS LAST"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (level, created_at)",
                        "key 2 declared as created_at DESC NULLS FIRST, found created_at ASC NULLS LAST"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (level, created_at DESC NULLS LAST)",
                        "key 2 declared as created_at DESC NULLS FIRST, found created_at DESC NULLS LAST"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (level NULLS FIRST, created_at DESC)",
                        "key 1 declared as level ASC NULLS LAST, found level ASC NULLS FIRST"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (level)",
                        "key 2 declared as created_at DESC NULLS FIRST, found nothing"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (level, created_at DESC, id)",
                        "key 3 declared as nothing, found id ASC NULLS LAST"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (lower(level), created_at DESC)",
                        "key 1 declared as level ASC NULLS LAST, found lower(level) ASC NULLS LAST"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (level text_pattern_ops, created_at DESC)",
                        "key 1 declared as level ASC NULLS LAST, found level text_pattern_ops ASC NULLS LAST"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (level COLLATE \"C\", created_at DESC)",
                        "key 1 declared as level ASC NULLS LAST, found level COLLATE \"C\" ASC NULLS LAST"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (level, created_at DESC) INCLUDE (price)",
                        "include declared as nothing, found (price)"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course (level, created_at DESC) WHERE is_published",
                        "predicate declared as nothing, found is_published"),
                drift(
                        LEVELS,
                        "CREATE UNIQUE INDEX course_idx ON course (level, created_at DESC)",
                        "uniqueness declared as not unique, found UNIQUE"),
                drift(
                        LEVELS,
                        "CREATE INDEX course_idx ON course USING gist (tsrange(null, null))",
                        "access method declared as btree, found gist",
                        "key 1 declared as level ASC NULLS LAST, found tsrange(NULL::timestamp without time zone,"
                                + " NULL::timestamp without time zone) ASC NULLS LAST",
                        "key 2 declared as created_at DESC NULLS FIRST, found nothing"),
                drift(
                        SLUGS,
                        "CREATE INDEX course_idx ON course (slug) INCLUDE (level, title)",
                        "uniqueness declared as UNIQUE, found not unique"),
                drift(
                        SLUGS,
                        "ALTER TABLE course ADD CONSTRAINT course_idx UNIQUE (slug) INCLUDE (level, title) DEFERRABLE",
                        "uniqueness declared as UNIQUE, found UNIQUE DEFERRABLE"),
                drift(
                        SLUGS,
                        "ALTER TABLE course ADD CONSTRAINT course_idx EXCLUDE (slug WITH =) INCLUDE (level, title)",
                        "uniqueness declared as UNIQUE, found an exclusion constraint"),
                drift(
                        SLUGS,
                        "CREATE UNIQUE INDEX course_idx ON course (slug) INCLUDE (title, level)",
                        "include declared as (level, title), found (title, level)"),
                drift(
                        SLUGS,
                        "CREATE UNIQUE INDEX course_idx ON course (slug)",
                        "include declared as (level, title), found nothing"),
                drift(
                        SLUGS,
                        "CREATE UNIQUE INDEX course_idx ON course (slug, level, title)",
                        "key 2 declared as nothing, found level ASC NULLS LAST",
                        "key 3 declared as nothing, found title ASC NULLS LAST",
                        "include declared as (level, title), found nothing"));
    }

    @ParameterizedTest
    @MethodSource("drifts")
    void anotherDefinitionHasDrifted(
            PostgresServer server, IndexDefinition declared, String actual, List<String> differences) {
        Database database = Database.withCourses(server);
        database.run(actual);

        IndexVerdict verdict = database.verdict(declared);

        assertThat(verdict.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(verdict.differences()).map(Difference::toString).containsExactlyElementsOf(differences);
        assertThat(verdict.describe())
                .isEqualTo("course_idx on course (app.Course): drifted: " + String.join("; ", differences));
        database.repair(verdict);
        assertThat(database.verdict(declared).describe()).endsWith(": valid");
        assertThat(database.queryForText(
                        "SELECT count(*) FROM pg_index WHERE indrelid = 'course'::regclass AND NOT indisprimary"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(names = "NEWEST")
    void nullsNotDistinctHasDrifted(PostgresServer server) {
        Database database = Database.withCourses(server);
        database.run("CREATE UNIQUE INDEX course_idx ON course (slug) INCLUDE (level, title) NULLS NOT DISTINCT");

        assertThat(database.verdict(SLUGS).differences())
                .containsExactly(new Difference("uniqueness", "UNIQUE", "UNIQUE NULLS NOT DISTINCT"));
    }

    @ServerSource
    void anIndexOnAnotherTableHasDrifted(PostgresServer server) {
        Database database = Database.withCourses(server);
        database.run(
                "CREATE TABLE lesson (level text, created_at timestamptz)",
                "CREATE INDEX course_idx ON lesson (level, created_at DESC)");

        IndexVerdict verdict = database.verdict(LEVELS);

        assertThat(verdict.describe())
                .isEqualTo("course_idx on course (app.Course): drifted: table declared as course, found public.lesson");
        assertThat(verdict.repair())
                .startsWith(
                        "Declare the index under another name, or rename the index on public.lesson, then run: CREATE");
    }

    @ServerSource
    void anotherRelationOfTheNameHasDrifted(PostgresServer server) {
        Database database = Database.withCourses(server);
        database.run("CREATE VIEW course_idx AS SELECT 1");

        IndexVerdict verdict = database.verdict(LEVELS);

        assertThat(verdict.describe())
                .isEqualTo("course_idx on course (app.Course): drifted: kind declared as index, found view");
        assertThat(verdict.repair()).contains("rename the view public.course_idx");
    }

    /** The default operator class of a type may belong to another type, and may have a name of its own. */
    @ServerSource
    void operatorClassesThatBehaveAsTheDefaultAreTheDefault(PostgresServer server) {
        Database database = Database.empty(server);
        database.run(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE DOMAIN short AS varchar(10) COLLATE \"C\"",
                "CREATE DOMAIN shorter AS short CHECK (length(value) < 5)",
                "CREATE TABLE t (a varchar, b char(3), c mood, d shorter, e int[], f int4range, g cidr, h name, i uuid)");
        List<String> columns = List.of(
                "a varchar_ops", "b", "c", "d", "e", "f", "g cidr_ops", "h", "i", "a text_ops", "d varchar_ops");

        List<IndexDefinition> declared = new ArrayList<>();
        for (String key : columns) {
            String name = "t_" + key.replace(' ', '_');
            database.run("CREATE INDEX " + name + " ON t (" + key + ")");
            declared.add(IndexDefinition.builder(name)
                    .table("t")
                    .key(IndexKey.column(key.substring(0, 1)))
                    .declaredBy("app.T")
                    .definition("CREATE INDEX " + name + " ON t (" + key + ")")
                    .build());
        }

        assertThat(database.verify(declared.toArray(IndexDefinition[]::new)).problems())
                .isEmpty();
    }

    /** A type may have a default of its own and still accept that of the type that it can be read as. */
    @ServerSource
    void theDefaultOperatorClassOfAnotherTypeHasDrifted(PostgresServer server) {
        Database database = Database.empty(server);
        database.run(
                "CREATE TABLE t (a name)",
                "CREATE OPERATOR CLASS own_name_ops FOR TYPE name USING btree AS OPERATOR 1 <, FUNCTION 1 btnamecmp(name, name)",
                "CREATE INDEX t_a_idx ON t (a own_name_ops)");
        IndexDefinition declared = IndexDefinition.builder("t_a_idx")
                .table("t")
                .key(IndexKey.column("a"))
                .declaredBy("app.T")
                .definition("CREATE INDEX t_a_idx ON t (a)")
                .build();

        assertThat(database.verdict(declared).differences())
                .containsExactly(new Difference("key 1", "a ASC NULLS LAST", "a own_name_ops ASC NULLS LAST"));
    }

    @ServerSource
    void allVerdictsOfARegistryKeepItsOrder(PostgresServer server) {
        Database database = Database.withCourses(server);
        database.run(
                "CREATE INDEX a_idx ON course (level)",
                "CREATE INDEX c_idx ON course (level DESC)",
                "CREATE TABLE d_idx (a int)");

        VerificationReport report = database.verify(
                level("d_idx", "course"),
                level("c_idx", "course"),
                level("b_idx", "nowhere"),
                level("a_idx", "course"));

        assertThat(report.verdicts())
                .map(IndexVerdict::verdict)
                .containsExactly(Verdict.DRIFTED, Verdict.DRIFTED, Verdict.MISSING, Verdict.VALID);
        assertThat(report.summary()).isEqualTo("indexes: 4 declared, 1 valid, 1 missing, 0 invalid, 2 drifted");
    }

    private static IndexDefinition level(String name, String table) {
        return IndexDefinition.builder(name)
                .table(table)
                .key(IndexKey.column("level"))
                .declaredBy("app.Course")
                .definition("CREATE INDEX " + name + " ON " + table + " (level)")
                .build();
    }

    private static Object[] drift(IndexDefinition declared, String actual, String... differences) {
        return new Object[] {declared, actual, List.of(differences)};
    }

    private static Stream<Arguments> onServers(Object[]... rows) {
        return PostgresServer.each(Stream.of(rows), (server, row) -> Arguments.of(server, row[0], row[1], row[2]));
    }
}
