package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;

/** An index is of the rows of its own table. Where others may hold rows, it is not VALID by being valid there. */
class RowsElsewhereTest {
    private static final IndexDefinition LEVELS = index("level");
    private static final IndexDefinition LOWER = index("lower(level)");
    private static final String KNOWN =
            "On public.course itself it is valid and as declared. See to it that every other"
                    + " place of its rows has it, too.";

    /** As hypertables keep their rows, and as {@code ON ONLY} builds. */
    @ServerSource
    void childTables(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE TABLE course_1 () INHERITS (course)",
                        "CREATE TABLE course_2 () INHERITS (course)",
                        "CREATE TABLE course_3 () INHERITS (course_2)",
                        "CREATE INDEX course_idx ON course (level)");

        assertThat(database.verdict(LEVELS).describe())
                .isEqualTo(
                        "course_idx on course (app.Course): unknown: its table has 3 child tables, whose rows it does not"
                                + " have; 3 of them, such as course_1, have no valid index like it");
        assertThat(database.verdict(LEVELS).repair()).isEqualTo(KNOWN);

        database.run(
                "CREATE INDEX ON course_1 (level)",
                "CREATE INDEX ON course_2 (level DESC)",
                "CREATE INDEX ON course_3 (level) WHERE is_published");
        assertThat(database.verdict(LEVELS).describe())
                .endsWith("2 of them, such as course_2, have no valid index like it");

        database.run("CREATE INDEX ON course_2 (level)", "CREATE INDEX ON course_3 (level)");
        assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);

        database.run("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'course_1_level_idx'::regclass");
        assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @ServerSource
    void childTablesWithColumnsInAnotherOrder(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE TABLE course_1 (level text, slug text NOT NULL)",
                        "ALTER TABLE course_1 ADD id bigint NOT NULL, ADD title varchar(200), ADD is_published boolean,"
                                + " ADD price numeric(10, 2), ADD created_at timestamptz",
                        "ALTER TABLE course_1 INHERIT course",
                        "CREATE INDEX course_idx ON course (lower(level))",
                        "CREATE INDEX ON course_1 (lower(slug))");
        assertThat(database.verdict(LOWER).verdict()).isEqualTo(Verdict.UNKNOWN);

        database.run("CREATE INDEX ON course_1 (lower(level))");
        assertThat(database.verdict(LOWER).verdict()).isEqualTo(Verdict.VALID);
    }

    /** The server builds on each partition, but not on those that are foreign tables. */
    @ServerSource
    void partitionsOnOtherServers(PostgresServer server) {
        Database database = Database.empty(server)
                .run(
                        "CREATE TABLE course (level text) PARTITION BY LIST (level)",
                        "CREATE TABLE course_a PARTITION OF course FOR VALUES IN ('a')",
                        "CREATE INDEX course_idx ON course (level)");
        assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);

        database.run(
                "CREATE FOREIGN DATA WRAPPER far",
                "CREATE SERVER far FOREIGN DATA WRAPPER far",
                "CREATE FOREIGN TABLE course_b PARTITION OF course FOR VALUES IN ('b') SERVER far");
        assertThat(database.verdict(LEVELS).describe())
                .isEqualTo(
                        "course_idx on course (app.Course): unknown: some of its rows are on other servers, in 1 foreign"
                                + " tables such as course_b, whose indexes are not to be seen");
    }

    /** As Citus marks the tables that it spreads; any other trigger, also with an extension's function, is a user's. */
    @ServerSource
    void tablesThatAnExtensionManages(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE INDEX course_idx ON course (level)",
                        "CREATE FUNCTION spread() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                        "ALTER EXTENSION plpgsql ADD FUNCTION spread()",
                        "CREATE TRIGGER spread_1 AFTER TRUNCATE ON course EXECUTE FUNCTION spread()");
        assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);

        database.run("UPDATE pg_trigger SET tgisinternal = true WHERE tgname = 'spread_1'");
        assertThat(database.verdict(LEVELS).describe())
                .isEqualTo(
                        "course_idx on course (app.Course): unknown: the extension plpgsql manages its table, and may keep"
                                + " rows where this catalogue does not show their indexes");
        assertThat(database.verify(LEVELS).summary()).contains("0 valid").endsWith("1 unknown");
    }

    /** What the server makes for a foreign key, or for a partition, says nothing of the kind. */
    @ServerSource
    void tablesWithForeignKeys(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run(
                        "CREATE TABLE lesson (course_id bigint REFERENCES course)",
                        "ALTER TABLE course ADD other bigint REFERENCES course",
                        "CREATE INDEX course_idx ON course (level)");
        assertThat(database.verdict(LEVELS).verdict()).isEqualTo(Verdict.VALID);
    }

    private static IndexDefinition index(String key) {
        return IndexDefinition.builder("course_idx")
                .table("course")
                .key(key.contains("(") ? IndexKey.expression(key) : IndexKey.column(key))
                .declaredBy("app.Course")
                .definition("CREATE INDEX course_idx ON course (" + key + ")")
                .build();
    }
}
