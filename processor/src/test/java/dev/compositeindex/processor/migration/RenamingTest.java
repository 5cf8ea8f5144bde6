package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.migration.Renaming.Kind;
import dev.compositeindex.processor.model.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and columns that migrations of the team's own rename. */
class RenamingTest {
    private static final Table T = new Table("", "t");

    @Test
    void renamingsAreReadInOrder() {
        assertThat(renamings("""
                /* ALTER TABLE comment RENAME TO x; */
                -- ALTER TABLE comment RENAME TO x;
                INSERT INTO t VALUES ('ALTER TABLE literal RENAME TO x; ');
                alter table t rename to u;
                ALTER TABLE IF EXISTS ONLY "S 1"."Tab;le" RENAME COLUMN "a""b" TO B;
                ALTER TABLE u /* now */ RENAME a -- short form
                  TO "order";
                ALTER TABLE u SET SCHEMA shop;
                DO $$ BEGIN ALTER TABLE hidden RENAME TO x; END $$;
                ALTER TABLE last RENAME TO the_last"""))
                .containsExactly(
                        new Renaming(T, Kind.TABLE, "", "u"),
                        new Renaming(new Table("S 1", "Tab;le"), Kind.COLUMN, "a\"b", "b"),
                        new Renaming(new Table("", "u"), Kind.COLUMN, "a", "order"),
                        new Renaming(new Table("", "u"), Kind.SCHEMA, "", "shop"),
                        new Renaming(new Table("", "last"), Kind.TABLE, "", "the_last"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ALTER TABLE t ADD COLUMN a int",
                "ALTER TABLE t RENAME CONSTRAINT a TO b",
                "ALTER TABLE t RENAME",
                "ALTER TABLE t RENAME TO",
                "ALTER TABLE t RENAME a TO",
                "ALTER TABLE t RENAME COLUMN a.b TO c",
                "ALTER TABLE ${schema}.t RENAME TO u",
                "ALTER TABLE a.b.c RENAME TO u",
                "ALTER VIEW t RENAME TO u",
                "ALTER TABLE t SET SCHEMA",
                "ALTER TABLE 't' RENAME TO u",
                "ALTER TABLE t RENAME TO u, RENAME TO v",
                "ALTER ' unterminated",
                "ALTER TABLE t RENAME TO \"",
                "RENAME ALTER TABLE t RENAME TO u"
            })
    void whatRenamesNothingIsNone(String script) {
        assertThat(renamings(script)).isEmpty();
    }

    @Test
    void longDataIsReadOver() {
        String data = "ab''c;\n".repeat(500_000);

        assertThat(renamings("INSERT INTO t VALUES ('%1$s', \"%2$s\", $x$%1$s$x$); /*%1$s*/ ALTER TABLE t RENAME TO u"
                        .formatted(data, data.replace("''", ""))))
                .hasSize(1);
    }

    /** As pg_dump writes it: what looks like quotes and comments in it is none. */
    @Test
    void dataOfCopyIsNoSql() {
        assertThat(renamings("""
                copy public.t (a, b) from stdin WITH (DELIMITER ';');
                don't;/api/*;$$;say "
                ALTER TABLE data RENAME TO x;
                \\.x
                \\.

                ALTER TABLE t RENAME TO u;
                COPY t TO STDOUT; ALTER TABLE u RENAME TO v;
                COPY u FROM stdin;
                ALTER TABLE data RENAME TO x;
                """))
                .containsExactly(
                        new Renaming(T, Kind.TABLE, "", "u"), new Renaming(new Table("", "u"), Kind.TABLE, "", "v"));
    }

    @Test
    void aNameMayHoldDollars() {
        assertThat(renamings("DROP TABLE a$b$c; ALTER TABLE t RENAME TO d$b$e;"))
                .containsExactly(new Renaming(T, Kind.TABLE, "", "d$b$e"));
    }

    /** Each of these would be looked for to the end of the script again and again. */
    @ParameterizedTest
    @ValueSource(strings = {"/*", "$t%d$ ", "'", "\"", "e'\\"})
    void whatNeverEndsIsReadOnce(String start) {
        StringBuilder script = new StringBuilder("ALTER TABLE t RENAME TO u;\n");
        for (int i = 0; i < 300_000; i++) {
            script.append(start.formatted(i)).append('\n');
        }
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), () -> renamings(script.toString())))
                .containsExactly(new Renaming(T, Kind.TABLE, "", "u"));
    }

    static List<Arguments> plans() {
        String rename = "ALTER TABLE t RENAME TO u;";
        String column = "ALTER TABLE t RENAME COLUMN a TO x;";
        return List.of(
                row("a table", rename, List.of("ON t (a)"), List.of("ON u (a)"), "move table t to u"),
                row(
                        "a column",
                        column,
                        List.of("ON t (a, b DESC)"),
                        List.of("ON t (x, b DESC)"),
                        "move column t.a to t.x"),
                row(
                        "a column in a predicate and among the included ones",
                        column,
                        List.of("ON t (b) INCLUDE (a) WHERE t.a > 0 AND A <> 'a' AND a(b) IS NULL AND b::a <> s.a"),
                        List.of("ON t (b) INCLUDE (x) WHERE t.x > 0 AND x <> 'a' AND a(b) IS NULL AND b::a <> s.a"),
                        "move column t.a to t.x"),
                row(
                        "a table that a predicate names",
                        rename,
                        List.of("ON t (b) WHERE t.a > 0 AND T.b > t"),
                        List.of("ON u (b) WHERE u.a > 0 AND u.b > t"),
                        "move table t to u"),
                row(
                        "words are no columns",
                        "ALTER TABLE t RENAME first TO x;",
                        List.of("ON t (a NULLS FIRST, first)"),
                        List.of("ON t (a NULLS FIRST, x)"),
                        "move column t.first to t.x"),
                row(
                        "words of types are no columns",
                        "ALTER TABLE t RENAME zone TO x;",
                        List.of("ON t (zone, b) WHERE b::timestamp without time zone > a AND EXTRACT(zone FROM b) > 0"),
                        List.of("ON t (x, b) WHERE b::timestamp without time zone > a AND EXTRACT(zone FROM b) > 0"),
                        "move column t.zone to t.x"),
                row(
                        "types before literals are no columns",
                        "ALTER TABLE t RENAME date TO x;",
                        List.of("ON t (b) WHERE date > date '2020-01-01'"),
                        List.of("ON t (b) WHERE x > date '2020-01-01'"),
                        "move column t.date to t.x"),
                row(
                        "functions of a schema are not qualified with the table",
                        rename,
                        List.of("ON t (b) WHERE t.f(t.a)"),
                        List.of("ON u (b) WHERE t.f(u.a)"),
                        "move table t to u"),
                row(
                        "one after the other, in several files",
                        rename
                                + ";ALTER TABLE public.u RENAME a TO x; ALTER TABLE u RENAME TO v; ALTER TABLE v RENAME x TO y",
                        List.of("ON t (a)"),
                        List.of("ON v (y)"),
                        "move table t to u",
                        "move column u.a to u.x",
                        "move table u to v",
                        "move column v.x to v.y"),
                row(
                        "into another schema",
                        "ALTER TABLE t SET SCHEMA shop;",
                        List.of("ON t (a)"),
                        List.of("ON shop.t (a)"),
                        "move table t to shop.t"),
                row(
                        "a table, with the definition",
                        rename,
                        List.of("ON t (a)"),
                        List.of("ON u (a, b)"),
                        "move table t to u",
                        "create i0_5833b15d_swap",
                        "swap i0 with i0_5833b15d_swap",
                        "drop i0_5833b15d_swap"),
                row("the class says the old name", rename, List.of("ON t (a)"), List.of("ON t (a)")),
                row(
                        "the old name is declared, too",
                        column,
                        List.of("ON t (a)", "ON t (b)"),
                        List.of("ON t (a)", "ON t (b, x)"),
                        "create i1_41c7e7b9_swap",
                        "swap i1 with i1_41c7e7b9_swap",
                        "drop i1_41c7e7b9_swap"),
                row(
                        "the old table is declared, too",
                        rename,
                        List.of("ON t (a)", "ON t (b)"),
                        List.of("ON t (a)", "ON u (b)"),
                        "create i1_36bbe906_swap",
                        "swap i1 with i1_36bbe906_swap",
                        "drop i1_36bbe906_swap"),
                row(
                        "nothing of ours is on it",
                        "ALTER TABLE other RENAME TO u;",
                        List.of("ON t (a)"),
                        List.of("ON t (a)")),
                row(
                        "a column there and back, and the table",
                        column + "ALTER TABLE t RENAME x TO a; " + rename,
                        List.of("ON t (a)"),
                        List.of("ON u (a)"),
                        "move table t to u"),
                row(
                        "there, back, and there again",
                        rename + "ALTER TABLE u RENAME TO t;" + rename,
                        List.of("ON t (a)"),
                        List.of("ON u (a)"),
                        "move table t to u"),
                row(
                        "a table of that name in another schema",
                        rename,
                        List.of("ON t (a)", "ON archive.t (a)"),
                        List.of("ON u (a)", "ON archive.t (a)"),
                        "move table t to u"),
                row(
                        "a table in a schema that only the search path tells",
                        rename,
                        List.of("ON shop.t (a)"),
                        List.of("ON shop.u (a)"),
                        "move table shop.t to shop.u"),
                row("all is removed", rename, List.of("ON t (a)"), List.of(), "drop i0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void plan(String name, String script, List<String> recorded, List<String> desired, List<String> entries) {
        List<RecordedFile> files = recorded(recorded);
        files.add(RecordedFile.of("V7__by_hand.sql", script));

        assertThat(entries(files, desired)).containsExactlyElementsOf(entries);
    }

    @Test
    void whatWasRenamedBeforeAnIndexCameDoesNotConcernIt() {
        List<RecordedFile> files =
                new ArrayList<>(List.of(RecordedFile.of("V0__by_hand.sql", "ALTER TABLE t RENAME a TO x;")));
        files.addAll(recorded(List.of("ON t (a)")));

        assertThat(entries(files, List.of("ON t (x)")))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("create i0_");
    }

    @Test
    void aRenamingIsRecordedOnce() {
        List<RecordedFile> files = recorded(List.of("ON t (a)", "ON t (b)"));
        files.add(RecordedFile.of("V7__by_hand.sql", "ALTER TABLE t RENAME TO u;"));
        files.add(RecordedFile.of("V8__move.sql", "-- compositeindex: move table t to u\n"));

        assertThat(Ledger.replay(files).value().orElseThrow().recorded())
                .hasSize(2)
                .allMatch(index -> index.renamed().isEmpty());
        assertThat(entries(files, List.of("ON u (a)", "ON u (b)"))).isEmpty();
        assertThat(entries(files, List.of("ON u (a)", "ON t (b)"))).hasSize(3);
    }

    @Test
    void aTableOfThatNameInAnotherSchemaIsNotRenamed() {
        List<RecordedFile> files = recorded(List.of("ON t (a)", "ON archive.t (a)"));
        files.add(RecordedFile.of("V7__by_hand.sql", "ALTER TABLE t RENAME TO u;"));

        assertThat(problems(files, List.of("ON u (a)", "ON archive.t (a)"))).isEmpty();
    }

    @Test
    void ofTwoRenamingsTheSecondIsRecordedOnce() {
        List<RecordedFile> files = recorded(List.of("ON t (a)", "ON t (b)"));
        files.add(RecordedFile.of("V7__by_hand.sql", "ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME TO v;"));
        List<String> desired = List.of("ON t (a)", "ON v (b)");

        assertThat(entries(files, desired)).hasSize(4).first().isEqualTo("move table u to v");
        files.add(RecordedFile.of("V8__move.sql", "-- compositeindex: move table u to v\n"));
        assertThat(entries(files, desired)).hasSize(3).first().asString().startsWith("create i1_");
    }

    /** Nothing is called otherwise in the end, so there is nothing to follow, now or later. */
    @Test
    void thereAndBackIsNoRenaming() {
        List<RecordedFile> files = recorded(List.of("ON t (a)"));
        files.add(RecordedFile.of("V7__by_hand.sql", "ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME a TO x;"));
        files.add(RecordedFile.of("V8__by_hand.sql", "ALTER TABLE u RENAME x TO a; ALTER TABLE u RENAME TO t;"));

        assertThat(entries(files, List.of("ON t (a)"))).isEmpty();
        assertThat(problems(files, List.of("ON t (a)"))).isEmpty();
        files.add(RecordedFile.of("V9__by_hand.sql", "CREATE TABLE u (a int)"));
        assertThat(entries(files, List.of("ON u (a)")))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("create i0_");
        files.add(RecordedFile.of("V10__by_hand.sql", "DROP TABLE u; ALTER TABLE t RENAME TO u"));
        assertThat(entries(files, List.of("ON u (a)"))).containsExactly("move table t to u");
    }

    @Test
    void whatNoIndexFollowsAnyMoreIsForgotten() {
        List<RecordedFile> files = recorded(List.of("ON t (a)"));
        files.add(RecordedFile.of("V7__by_hand.sql", "ALTER TABLE t RENAME TO u;"));
        files.add(RecordedFile.of("V8__drop.sql", "-- compositeindex: drop i0\n"));

        assertThat(problems(files, List.of("ON t (a)"))).isEmpty();
        assertThat(entries(files, List.of("ON t (a)"))).containsExactly("create i0");
        assertThat(entries(files, List.of("ON u (a)"))).containsExactly("create i0");
    }

    @Test
    void whatIsDeclaredAsBeforeIsTold() {
        List<RecordedFile> files = recorded(List.of("ON t (a)", "ON t (b)"));
        files.add(RecordedFile.of("V7__by_hand.sql", "ALTER TABLE t RENAME a TO x;"));

        assertThat(problems(files, List.of("ON t (a)")))
                .containsExactly(
                        "[CI039] a migration of the team's own does this: move column t.a to t.x; but com.acme.T is declared as "
                                + "before. Declare the new name.");
        files.add(RecordedFile.of("V8__by_hand.sql", "ALTER TABLE t RENAME TO u;"));
        assertThat(problems(files, List.of("ON t (a)")))
                .containsExactly(
                        "[CI039] a migration of the team's own does this: move table t to u; but com.acme.T is declared as "
                                + "before. Declare the new name.");
        assertThat(problems(files, List.of("ON u (b)"))).isEmpty();
        assertThat(problems(files, List.of())).isEmpty();
    }

    /** A Java migration renames, or a block does: then a script with that header says so. */
    @Test
    void aHeaderTellsWhatNoScriptShows() {
        List<RecordedFile> files = recorded(List.of("ON t (a)"));
        files.add(RecordedFile.of("V8__move.sql", "-- compositeindex: move column t.a to t.\"X y\"\nDO $$ … $$;"));

        assertThat(entries(files, List.of("ON t (\"X y\")"))).isEmpty();
    }

    /** The answer to CI034. */
    @Test
    void aHeaderTellsThatATableIsTheSameWithItsSchema() {
        List<RecordedFile> files = recorded(List.of("ON t (a)", "ON t (b)"));
        assertThat(problems(files, List.of("ON public.t (a)", "ON public.t (b)")))
                .hasSize(2);
        files.add(RecordedFile.of("V8__move.sql", "-- compositeindex: move table t to public.t"));

        assertThat(problems(files, List.of("ON public.t (a)", "ON public.t (b)")))
                .isEmpty();
        assertThat(entries(files, List.of("ON public.t (a)", "ON public.t (b)")))
                .isEmpty();
    }

    /** An index that is dropped may be on the table by either name: not every database has run the other migration. */
    @Test
    void aDropKnowsBothNamesOfTheTable() {
        List<RecordedFile> files = recorded(List.of("ON t (a)"));
        files.add(RecordedFile.of("V7__by_hand.sql", "ALTER TABLE t RENAME TO u;"));

        assertThat(plan(files, List.of()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.DropIndex.class,
                        drop -> assertThat(drop.tables()).containsExactly(T, new Table("", "u")));
    }

    private static Arguments row(
            String name, String script, List<String> recorded, List<String> desired, String... entries) {
        return Arguments.of(name, script, recorded, desired, Arrays.asList(entries));
    }

    private static List<RecordedFile> recorded(List<String> definitions) {
        List<RecordedFile> files = new ArrayList<>();
        for (DeclaredIndex index : indexes(definitions)) {
            Migration step = Scripts.create(index);
            files.add(RecordedFile.of(step.fileName(new Version(Integer.toString(files.size() + 1))), step.text()));
        }
        return files;
    }

    private static List<String> entries(List<RecordedFile> files, List<String> desired) {
        return plan(files, desired).stream()
                .flatMap(change -> change.sections().stream())
                .map(step -> step.entry().summary())
                .toList();
    }

    private static List<RecordedPart> renamings(String script) {
        return RecordedFile.of("V1__by_hand.sql", script).parts().stream()
                .filter(Renaming.class::isInstance)
                .toList();
    }

    private static List<Change> plan(List<RecordedFile> files, List<String> desired) {
        var ledger = Ledger.replay(files);
        assertThat(ledger.problems()).isEmpty();
        var plan = MigrationPlanner.plan(ledger.value().orElseThrow(), indexes(desired));
        return plan.value().orElseThrow();
    }

    private static List<String> problems(List<RecordedFile> files, List<String> desired) {
        return MigrationPlanner.plan(Ledger.replay(files).value().orElseThrow(), indexes(desired)).problems().stream()
                .map(Problem::message)
                .toList();
    }

    private static List<DeclaredIndex> indexes(List<String> definitions) {
        List<DeclaredIndex> indexes = new ArrayList<>();
        for (String definition : definitions) {
            indexes.add(LedgerTest.declared("com.acme.T", "CREATE INDEX i" + indexes.size() + " " + definition));
        }
        return indexes;
    }
}
