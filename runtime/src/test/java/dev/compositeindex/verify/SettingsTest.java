package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be changed without building an index anew: provoked on a server, and changed as the verdict says. */
@Tag("slow")
class SettingsTest {
    private static final String PLAIN = "CREATE INDEX course_idx ON course (level)";
    private static final String ODD = "It's\n \"two\"\tlines\r\\n \u0001\u0085\u2028 größe 😀";

    static Stream<Arguments> storageParameters() {
        return PostgresServer.each(
                Stream.of(
                        new String[] {
                            "",
                            "(deduplicate_items=off, fillfactor=70)",
                            "found nothing",
                            "ALTER INDEX public.course_idx SET (deduplicate_items=off, fillfactor=70);"
                        },
                        new String[] {
                            "WITH (fillfactor=70, deduplicate_items=on)",
                            "(deduplicate_items=off, fillfactor=70)",
                            "found (deduplicate_items=on, fillfactor=70)",
                            "ALTER INDEX public.course_idx SET (deduplicate_items=off);"
                        },
                        new String[] {
                            "WITH (fillfactor=80, deduplicate_items=f)",
                            "(deduplicate_items=off, fillfactor=70)",
                            "found (deduplicate_items=f, fillfactor=80)",
                            "ALTER INDEX public.course_idx SET (fillfactor=70);"
                        },
                        new String[] {
                            "WITH (fillfactor=70, deduplicate_items=on)",
                            "(fillfactor=50)",
                            "found (deduplicate_items=on, fillfactor=70)",
                            "ALTER INDEX public.course_idx SET (fillfactor=50);"
                                    + " ALTER INDEX public.course_idx RESET (deduplicate_items);"
                        },
                        new String[] {
                            "WITH (fillfactor=90, vacuum_cleanup_index_scale_factor=0.1)",
                            "nothing",
                            "found (fillfactor=90, vacuum_cleanup_index_scale_factor=0.1)",
                            "ALTER INDEX public.course_idx RESET (fillfactor, vacuum_cleanup_index_scale_factor);"
                        }),
                (server, row) -> Arguments.of(server, row[0], row[1], row[2], row[3]));
    }

    @ParameterizedTest
    @MethodSource
    void storageParameters(PostgresServer server, String actual, String declared, String found, String repair) {
        Database database = Database.withCourses(server).run(PLAIN + " " + actual);
        IndexDefinition.Builder builder = level();
        if (!declared.equals("nothing")) {
            for (String parameter : declared.replaceAll("[() ]", "").split(",")) {
                builder.with(parameter.split("=")[0], parameter.split("=")[1]);
            }
        }
        IndexDefinition index = builder.definition(PLAIN).build();

        IndexVerdict verdict = database.verdict(index);

        assertThat(verdict.describe())
                .isEqualTo("course_idx on course (app.Course): drifted: storage parameters declared as " + declared
                        + ", " + found);
        assertThat(verdict.repair())
                .isEqualTo(
                        "Run the pending migrations; if none of them changes it, declare the index as it is; or run: "
                                + repair);
        repairedWithoutABuild(database, index);
    }

    /** The catalogue holds values as they were written. */
    @ParameterizedTest
    @CsvSource({
        "fillfactor, 70, fillfactor = '70.4'",
        "fillfactor, 70, fillfactor = '0x46'",
        "fillfactor, 70, fillfactor = ' 70 '",
        "fillfactor, 70, fillfactor = 7e1",
        "vacuum_cleanup_index_scale_factor, 0.10, vacuum_cleanup_index_scale_factor = 1e-1",
        "deduplicate_items, OFF, deduplicate_items = of",
        "deduplicate_items, no, deduplicate_items = 0",
        "deduplicate_items, 0, deduplicate_items = FALSE",
        "deduplicate_items, yes, deduplicate_items",
        "deduplicate_items, 1, deduplicate_items = tr"
    })
    void valuesThatMeanTheSame(String name, String declared, String actual) {
        Database database = Database.withCourses(PostgresServer.OLDEST).run(PLAIN + " WITH (" + actual + ")");

        assertThat(database.verdict(level().with(name, declared).build()).verdict())
                .isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @CsvSource({
        "fillfactor, 70, fillfactor = 71",
        "fillfactor, 10, fillfactor = 100",
        "vacuum_cleanup_index_scale_factor, 0.1, vacuum_cleanup_index_scale_factor = 0.2",
        "deduplicate_items, on, deduplicate_items = off",
        "deduplicate_items, 1, deduplicate_items = 0",
        "deduplicate_items, t, deduplicate_items = n"
    })
    void valuesThatDoNot(String name, String declared, String actual) {
        Database database = Database.withCourses(PostgresServer.OLDEST).run(PLAIN + " WITH (" + actual + ")");

        assertThat(database.verdict(level().with(name, declared).build()).differences())
                .extracting(Difference::attribute)
                .containsExactly("storage parameters");
    }

    @ServerSource
    void aTablespaceIsComparedIfItIsDeclared(PostgresServer server) {
        Database database = Database.withCourses(server);
        String tablespace = "Fast " + database.queryForText("SELECT current_database()");
        database.run(
                "SET allow_in_place_tablespaces = on", "CREATE TABLESPACE \"" + tablespace + "\" LOCATION ''", PLAIN);
        IndexDefinition moved = level().tablespace(tablespace).build();
        IndexDefinition stays = level().tablespace("pg_default").build();

        assertThat(database.verdict(stays).verdict()).isEqualTo(Verdict.VALID);
        IndexVerdict verdict = database.verdict(moved);
        assertThat(verdict.describe())
                .endsWith(": drifted: tablespace declared as " + tablespace + ", found pg_default");
        assertThat(verdict.repair())
                .isEqualTo(
                        "Run the pending migrations; if none of them changes it, declare the index as it is; or run: REINDEX (CONCURRENTLY, TABLESPACE \""
                                + tablespace + "\") INDEX public.course_idx;");
        database.repair(verdict);

        assertThat(database.verdict(moved).verdict()).isEqualTo(Verdict.VALID);
        assertThat(database.verdict(level().build()).verdict()).isEqualTo(Verdict.VALID);
        assertThat(database.verdict(stays).differences())
                .containsExactly(new Difference("tablespace", "pg_default", tablespace));
        database.repair(database.verdict(stays));
        assertThat(database.verdict(stays).verdict()).isEqualTo(Verdict.VALID);
        database.run("DROP TABLESPACE \"" + tablespace + "\"");
    }

    @ServerSource
    void aCommentIsComparedIfItIsDeclared(PostgresServer server) {
        Database database = Database.withCourses(server).run(PLAIN);
        IndexDefinition silent = level().build();
        IndexDefinition commented = level().comment("For the list of levels").build();
        IndexDefinition odd = level().comment(ODD).build();

        assertThat(database.verdict(commented).describe())
                .endsWith(": drifted: comment declared as 'For the list of levels', found nothing");
        assertThat(database.verdict(commented).repair())
                .isEqualTo(
                        "Run the pending migrations; if none of them changes it, declare the index as it is; or run: COMMENT ON INDEX public.course_idx IS"
                                + " 'For the list of levels';");
        repairedWithoutABuild(database, commented);
        assertThat(database.verdict(silent).verdict()).isEqualTo(Verdict.VALID);

        // What the guard notes below is no part of it.
        database.run("COMMENT ON INDEX course_idx IS"
                + " E'For the list of levels\\nCompositeIndex: not recorded, app.Indexes, 1a2b3c4d'");
        assertThat(database.verdict(commented).verdict()).isEqualTo(Verdict.VALID);

        IndexVerdict verdict = database.verdict(odd);
        assertThat(verdict.describe())
                .endsWith(
                        ": drifted: comment declared as E'It''s\\n \"two\"\\tlines\\r\\\\n \\u0001\\u0085\\u2028 größe 😀',"
                                + " found 'For the list of levels'");
        repairedWithoutABuild(database, odd);
    }

    @ServerSource
    void allAtOnce(PostgresServer server) {
        Database database = Database.withCourses(server).run(PLAIN + " WITH (fillfactor=20)");
        IndexDefinition index =
                level().with("deduplicate_items", "off").comment("c").build();

        assertThat(database.verdict(index).differences())
                .extracting(Difference::attribute)
                .containsExactly("storage parameters", "comment");
        repairedWithoutABuild(database, index);
    }

    /** What is built anew gets its comment anew. */
    @ServerSource
    void aNewIndexGetsItsComment(PostgresServer server) {
        for (List<String> before : List.of(
                List.<String>of(), List.of("CREATE INDEX course_idx ON course (level DESC) WITH (fillfactor=20)"))) {
            Database database = Database.withCourses(server).run(before.toArray(String[]::new));
            IndexDefinition index = level().with("fillfactor", "70")
                    .comment("c")
                    .definition(PLAIN + " WITH (fillfactor=70)")
                    .build();

            IndexVerdict verdict = database.verdict(index);

            assertThat(verdict.verdict()).isEqualTo(before.isEmpty() ? Verdict.MISSING : Verdict.DRIFTED);
            database.repair(verdict);
            assertThat(database.verdict(index).verdict()).isEqualTo(Verdict.VALID);
        }
    }

    /** An index that is not built has no comment yet; that is no difference of its own. */
    @ServerSource
    void ofALeftover(PostgresServer server) {
        Database database = Database.withCourses(server)
                .run("INSERT INTO course (id, slug, level) VALUES (1, 'a', 'x'), (2, 'b', 'x')")
                .runFailing("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level)");
        IndexDefinition index = level().unique()
                .comment("c")
                .definition(PLAIN.replace("INDEX", "UNIQUE INDEX"))
                .build();

        IndexVerdict verdict = database.verdict(index);

        assertThat(verdict.verdict()).isEqualTo(Verdict.LEFTOVER);
        assertThat(verdict.differences()).isEmpty();
        database.run("DELETE FROM course WHERE id = 2");
        database.repair(verdict);
        assertThat(database.verdict(index).verdict()).isEqualTo(Verdict.VALID);
    }

    /** Only the comment of such an index can be changed. */
    @ServerSource
    void onAPartitionedTable(PostgresServer server) {
        Database database = Database.empty(server)
                .run("CREATE TABLE course (level text) PARTITION BY LIST (level)", PLAIN + " WITH (fillfactor=70)");
        IndexDefinition commented =
                level().with("fillfactor", "70").comment("c").build();

        repairedWithoutABuild(database, commented);
        assertThat(database.verdict(level().comment("d").build()).repair())
                .isEqualTo(
                        "Run the pending migrations; if none of them changes it, declare the index as it is; or run: DROP INDEX public.course_idx; then create it ON ONLY the"
                                + " partitioned table, build one concurrently on each partition, and attach each: "
                                + PLAIN
                                + "; COMMENT ON INDEX \"course_idx\" IS 'd';");
    }

    @ServerSource
    void ofAConstraint(PostgresServer server) {
        Database database =
                Database.withCourses(server).run("ALTER TABLE course ADD CONSTRAINT course_idx UNIQUE (level)");

        repairedWithoutABuild(
                database, level().unique().with("fillfactor", "70").comment("c").build());
    }

    private static IndexDefinition.Builder level() {
        return IndexDefinition.builder("course_idx")
                .table("course")
                .key(IndexKey.column("level"))
                .declaredBy("app.Course")
                .definition(PLAIN);
    }

    private static void repairedWithoutABuild(Database database, IndexDefinition index) {
        String identity = "SELECT oid::text || ' ' || relfilenode FROM pg_class WHERE relname = 'course_idx'";
        String before = database.queryForText(identity);
        IndexVerdict verdict = database.verdict(index);
        assertThat(verdict.verdict()).isEqualTo(Verdict.DRIFTED);
        database.repair(verdict);
        assertThat(database.verdict(index).describe()).endsWith(": valid");
        assertThat(database.queryForText(identity)).isEqualTo(before);
    }
}
