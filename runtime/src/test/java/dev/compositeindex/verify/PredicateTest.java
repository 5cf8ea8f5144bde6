package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Predicates are equal if the server prints them equally. */
@Tag("slow")
class PredicateTest {

    static Stream<Arguments> sameMeaning() {
        return onServers(
                new String[] {"is_published", "is_published"},
                new String[] {"is_published", "((IS_PUBLISHED))"},
                new String[] {"level IN ('easy', 'hard')", "level = ANY (ARRAY['easy', 'hard'])"},
                new String[] {"level IN ('easy', 'hard')", "level = ANY (ARRAY['easy'::text, 'hard'::text])"},
                new String[] {"title LIKE 'A%'", "title ~~ 'A%'"},
                new String[] {"title = 'A'", "(title)::text = 'A'::text"},
                new String[] {"price BETWEEN 1 AND 2", "price >= 1 AND price <= 2"},
                new String[] {"lower(title) = 'a'", "pg_catalog.lower(title::text) = 'a'"},
                new String[] {"course.is_published", "is_published"},
                new String[] {"(course).is_published", "is_published"},
                new String[] {"created_at > '2020-01-01 00:00Z'", "created_at > timestamptz '2020-01-01 01:00+01'"},
                new String[] {
                    "price > 1 AND level = 'a' AND is_published", "(price > 1 AND level = 'a') AND is_published"
                },
                new String[] {"NOT is_published", "not \"is_published\""});
    }

    /** PostgreSQL keeps another tree, whose truth is the same: it does not say so, and uses each for its own queries only. */
    static Stream<Arguments> otherTree() {
        return onServers(
                new String[] {"is_published", "is_published = true"},
                new String[] {"price > 1", "1 < price"},
                new String[] {"is_published AND price > 1", "price > 1 AND is_published"},
                new String[] {"price > 1 OR is_published", "is_published OR price > 1"},
                new String[] {
                    "price > 1 AND (level = 'a' AND is_published)", "price > 1 AND level = 'a' AND is_published"
                },
                new String[] {"title IN ('a', 'b')", "title = ANY (ARRAY['a', 'b'])"},
                new String[] {"title IN ('a', 'b')", "title = 'a' OR title = 'b'"},
                new String[] {"NOT (level = 'a')", "level <> 'a'"});
    }

    @ParameterizedTest
    @MethodSource
    void otherTree(PostgresServer server, String declared, String actual) {
        Database database = Database.withCourses(server);
        database.run("CREATE INDEX course_idx ON course (level) WHERE " + actual);

        assertThat(database.verdict(where(declared)).verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(database.verdict(where(actual)).verdict()).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @MethodSource
    void sameMeaning(PostgresServer server, String declared, String actual) {
        Database database = Database.withCourses(server);
        database.run("CREATE INDEX course_idx ON course (level) WHERE " + actual);

        assertThat(database.verdict(where(declared)).describe()).isEqualTo("course_idx on course (app.Course): valid");
    }

    static Stream<Arguments> otherMeaning() {
        return onServers(
                new String[] {"is_published", "NOT is_published", "is_published", "(NOT is_published)"},
                new String[] {"level = 'easy'", "level = 'hard'", "(level = 'easy'::text)", "(level = 'hard'::text)"},
                new String[] {"is_published", "", "is_published", "nothing"});
    }

    @ParameterizedTest
    @MethodSource
    void otherMeaning(
            PostgresServer server, String declared, String actual, String declaredPrinted, String actualPrinted) {
        Database database = Database.withCourses(server);
        database.run("CREATE INDEX course_idx ON course (level)" + (actual.isEmpty() ? "" : " WHERE " + actual));

        IndexVerdict verdict = database.verdict(where(declared));

        assertThat(verdict.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(verdict.differences()).containsExactly(new Difference("predicate", declaredPrinted, actualPrinted));
        database.repair(verdict);
        assertThat(database.verdict(where(declared)).verdict()).isEqualTo(Verdict.VALID);
    }

    static Stream<Arguments> brokenPredicates() {
        return onServers(
                new String[] {"is_publishd", "column \"is_publishd\" does not exist"},
                new String[] {"level = 1", "operator does not exist: text = integer"},
                new String[] {"level = ", "syntax error at end of input"},
                new String[] {"created_at > now()", "functions in index predicate must be marked IMMUTABLE"},
                new String[] {"price > 'x'", "invalid input syntax for type numeric: \"x\""},
                new String[] {"level = (SELECT '')", "cannot use subquery in index predicate"});
    }

    /** One broken predicate is one index's difference, and hides no other index. */
    @ParameterizedTest
    @MethodSource
    void brokenPredicates(PostgresServer server, String declared, String refusal) {
        Database database = Database.withCourses(server);
        database.run(
                "CREATE INDEX course_idx ON course (level) WHERE is_published",
                "CREATE INDEX other_idx ON course (level) WHERE is_published");

        VerificationReport report = database.verify(
                where("other_idx", "course", "is_published"),
                where(declared),
                where("other_idx", "course", "is_published"));

        assertThat(report.verdicts())
                .map(IndexVerdict::verdict)
                .containsExactly(Verdict.VALID, Verdict.DRIFTED, Verdict.VALID);
        assertThat(report.verdicts().get(1).differences())
                .containsExactly(new Difference(
                        "predicate",
                        declared + " (which PostgreSQL refuses on this table: " + refusal + ")",
                        "is_published"));
    }

    /** Tables of every kind can be copied, and tables of one name in two schemas do not get into each other's way. */
    @ServerSource
    void allKindsOfTables(PostgresServer server) {
        Database database = Database.empty(server);
        database.run(
                "CREATE SCHEMA \"odd \"\"Schema\"\" größe\"",
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE DOMAIN positive AS int CHECK (value > 0)",
                "CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 * 2'",
                "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, level mood NOT NULL DEFAULT 'sad',"
                        + " p positive, g int GENERATED ALWAYS AS (twice(1)) STORED, s serial)",
                "CREATE TABLE \"odd \"\"Schema\"\" größe\".t (level text, \"Größe \"\"x\"\"\" int)",
                "CREATE TABLE parted (id int, level text) PARTITION BY RANGE (id)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10)",
                "CREATE MATERIALIZED VIEW mv AS SELECT 1 AS level",
                "CREATE INDEX a_idx ON t (level) WHERE level = 'happy' AND p > 1 AND g > twice(3)",
                "CREATE INDEX b_idx ON \"odd \"\"Schema\"\" größe\".t (level) WHERE \"Größe \"\"x\"\"\" > 1",
                "CREATE INDEX c_idx ON parted (level) WHERE id > 5",
                "CREATE INDEX d_idx ON mv (level) WHERE level > 5");
        Set<String> before = database.catalogue();

        VerificationReport report = database.verify(
                where("a_idx", "t", "level IN ('happy') and p>1 and g > twice(3)"),
                IndexDefinition.builder("b_idx")
                        .table("odd \"Schema\" größe", "t")
                        .key(IndexKey.column("level"))
                        .where("(\"Größe \"\"x\"\"\" > 1)")
                        .declaredBy("app.T")
                        .definition("CREATE INDEX b_idx ON …")
                        .build(),
                where("c_idx", "parted", "(id>5)"),
                where("d_idx", "mv", "(level>5)"));

        assertThat(report.problems()).isEmpty();
        assertThat(database.catalogue()).isEqualTo(before);
    }

    /** A table is a type, too: a temporary one of the same name would hide the type that the predicate means. */
    @ServerSource
    void tablesWithTheNameOfAType(PostgresServer server) {
        Database database = Database.empty(server);
        database.run(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE SCHEMA other",
                "CREATE TABLE other.mood (level mood)",
                "CREATE INDEX mood_idx ON other.mood (level) WHERE level = 'happy'",
                "CREATE TABLE text (level text)",
                "CREATE INDEX text_idx ON text (level) WHERE level = 'happy'",
                "CREATE TABLE date (level pg_catalog.date)",
                "CREATE INDEX date_idx ON date (level) WHERE level > '2020-01-01'");

        assertThat(database.verify(
                                where("mood_idx", "other", "mood", "level = 'happy'::mood"),
                                where("text_idx", "text", "level = 'happy'"),
                                where("date_idx", "date", "level > '2020-01-01'::date"))
                        .verdicts())
                .map(IndexVerdict::describe)
                .containsExactly(
                        "mood_idx on other.mood (app.Course): valid",
                        "text_idx on text (app.Course): valid",
                        "date_idx on date (app.Course): valid");
    }

    private static IndexDefinition where(String predicate) {
        return where("course_idx", "course", predicate);
    }

    private static IndexDefinition where(String name, String table, String predicate) {
        return where(name, "", table, predicate);
    }

    private static IndexDefinition where(String name, String schema, String table, String predicate) {
        return IndexDefinition.builder(name)
                .table(schema, table)
                .key(IndexKey.column("level"))
                .where(predicate)
                .declaredBy("app.Course")
                .definition("CREATE INDEX " + name + " ON " + table + " (level) WHERE " + predicate)
                .build();
    }

    private static Stream<Arguments> onServers(String[]... rows) {
        return PostgresServer.each(Stream.of(rows), (server, row) -> {
            Object[] arguments = new Object[row.length + 1];
            arguments[0] = server;
            System.arraycopy(row, 0, arguments, 1, row.length);
            return Arguments.of(arguments);
        });
    }
}
