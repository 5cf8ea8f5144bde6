package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private static final RecordedFile TABLES = RecordedFile.of("V1__tables.sql", "CREATE TABLE t (a int, b int);");

    @Test
    void headersAddUp() {
        List<RecordedFile> files = new ArrayList<>(List.of(
                TABLES,
                file("V2__a.sql", "create a_idx", "A", "CREATE INDEX a_idx ON t (a)"),
                file("V3__b.sql", "create sales.\"order\"", "B", "CREATE UNIQUE INDEX \"order\" ON sales.b (x)"),
                RecordedFile.of("sub/V3.5__by_hand.sql", "ALTER TABLE t ADD c int;"),
                file("V4__rename.sql", "rename a_idx to z_idx", "A", "CREATE INDEX z_idx ON t (a)"),
                file("V9__new.sql", "create new_z", "A2", "CREATE INDEX new_z ON t (a, b)"),
                file("V10__swap.sql", "swap z_idx with new_z", "A2", "CREATE INDEX z_idx ON t (a, b)"),
                RecordedFile.of("V11__drop.sql", "-- compositeindex: drop new_z\n\nDROP INDEX new_z;\n"),
                RecordedFile.of("R__views.sql", "CREATE VIEW v AS SELECT 1;"),
                RecordedFile.named("V12__Fill.java")));
        // Whatever the order of the files: 10 comes after 9.
        Collections.reverse(files);

        Ledger ledger = Ledger.replay(files).value().orElseThrow();

        assertThat(ledger.indexes())
                .extracting(index -> index.name() + " by " + index.declaredBy() + ": "
                        + index.statement().definition())
                .containsExactly(
                        "sales.\"order\" by B: CREATE UNIQUE INDEX \"order\" ON sales.b (x)",
                        "z_idx by A2: CREATE INDEX z_idx ON t (a, b)");
        assertThat(ledger.next()).isEqualTo(new Version("13"));
    }

    /** A licence above, the team's own statements between, and what only looks like a header. */
    @Test
    void eachSectionOfAFileCounts() {
        RecordedFile file = RecordedFile.of("V2__several.sql", """
                -- Licence: whatever
                /*
                -- compositeindex: drop in_a_comment
                */

                -- SHOP-17

                -- compositeindex: create a_idx
                -- declared by: A
                -- reviewed by: me
                -- definition: CREATE INDEX a_idx ON t (a)
                CREATE INDEX CONCURRENTLY IF NOT EXISTS a_idx ON t (a);
                INSERT INTO t VALUES ('
                -- compositeindex: drop in_a_literal
                ');
                DO $x$
                -- compositeindex: drop in_a_block
                $x$;
                ALTER TABLE t RENAME TO u;
                -- compositeindex: move table t to u
                -- compositeindex: create b_idx
                -- declared by: B
                -- definition: CREATE INDEX b_idx ON u (b)
                """);

        assertThat(Ledger.replay(List.of(TABLES, file)).problems()).isEmpty();
        assertThat(Ledger.replay(List.of(TABLES, file)).value().orElseThrow().indexes())
                .containsExactly(
                        declared("A", "CREATE INDEX a_idx ON u (a)"), declared("B", "CREATE INDEX b_idx ON u (b)"));
    }

    /** The damaged line, not the first of the file; and an indented header is not read over. */
    @Test
    void aDamagedSectionIsFound() {
        RecordedFile file = RecordedFile.of("V2__several.sql", """
                -- Licence

                -- compositeindex: create a_idx
                -- declared by: A
                -- definition: CREATE INDEX a_idx ON t
                SELECT 1;
                  -- compositeindex: drop a_idx
                """);

        assertThat(Ledger.replay(List.of(TABLES, file)).problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        message -> assertThat(message).startsWith("[CI030] V2__several.sql:5: "),
                        message -> assertThat(message).startsWith("[CI030] V2__several.sql:7: the line "));
    }

    @Test
    void aMissingConfigurationIsTold() {
        RecordedFile create = RecordedFile.of(
                "sub/V2__a.sql",
                Scripts.create(declared("A", "CREATE INDEX a ON t (a)")).text());
        RecordedFile rename = RecordedFile.of(
                "V3__b.sql",
                Scripts.of(new Section.Rename(
                                declared("A", "CREATE INDEX a ON t (a)"), declared("A", "CREATE INDEX b ON t (a)")))
                        .text());
        RecordedFile right = RecordedFile.configuration("sub/V2__a.sql.conf", "executeInTransaction=false\r\n");
        RecordedFile wrong = RecordedFile.configuration("sub/V2__a.sql.conf", "executeInTransaction=true\n");

        assertThat(MissingConfigurations.of(List.of(create, rename, right))).isEmpty();
        for (List<RecordedFile> files : List.of(List.of(create, rename), List.of(create, rename, wrong))) {
            assertThat(MissingConfigurations.of(files))
                    .extracting(Problem::message)
                    .singleElement()
                    .asString()
                    .startsWith("[CI029] sub/V2__a.sql:5: there is no V2__a.sql.conf beside it");
        }
    }

    @Test
    void windowsEditorsAreTolerated() {
        RecordedFile file = RecordedFile.of(
                "V2__a.sql",
                "\uFEFF-- compositeindex: create a_idx \r\n-- declared by: A\r\n-- reviewed by: me\r\n-- definition: CREATE INDEX a_idx ON t (a)\r\n\r\nbody, edited");

        Checked<Ledger> ledger = Ledger.replay(List.of(file));

        assertThat(ledger.problems()).isEmpty();
        assertThat(ledger.value().orElseThrow().indexes())
                .containsExactly(declared("A", "CREATE INDEX a_idx ON t (a)"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (String name : List.of("a", "\"select\"", "\"a\"\" on $$ '\\ b\"", "\"größe -- x; {y}\"")) {
            for (String rest : List.of(
                    "t (a)",
                    "\"My \"\"Schema\".\"t (x)\" USING gin (lower(a) gin_trgm_ops, (b * 2) DESC)",
                    "t (a) INCLUDE (b) NULLS NOT DISTINCT WITH (fillfactor=70) TABLESPACE ts WHERE a = E'where \\' (' AND (b)")) {
                DeclaredIndex index = declared("A", "CREATE UNIQUE INDEX " + name + " ON " + rest);

                assertThat(index.statement().definition()).isEqualTo("CREATE UNIQUE INDEX " + name + " ON " + rest);
                Migration step = Scripts.create(index);
                assertThat(Ledger.replay(List.of(RecordedFile.of("V1__x.sql", step.text())))
                                .value()
                                .orElseThrow()
                                .indexes())
                        .containsExactly(index);
            }
        }
    }

    @Test
    void settingsAddUp() {
        DeclaredIndex plain = declared("A", "CREATE INDEX a ON t (a)");
        DeclaredIndex set = new DeclaredIndex(
                declared("B", "CREATE INDEX a ON t (a) WITH (fillfactor=70)").statement(),
                "it's\r\n\tE'\\' ☃ \u0001;",
                "B",
                "",
                false);
        List<RecordedFile> files = new ArrayList<>();
        for (Migration step : List.of(Scripts.create(plain), Scripts.of(new Section.Alter(plain, set)))) {
            files.add(RecordedFile.of(step.fileName(new Version(Integer.toString(files.size() + 1))), step.text()));
        }

        assertThat(Ledger.replay(files).value().orElseThrow().indexes()).containsExactly(set);
        assertThat(((RecordedHeader) files.get(1).parts().get(0)).lines())
                .containsExactly(
                        "-- compositeindex: set a",
                        "-- declared by: B",
                        "-- definition: CREATE INDEX a ON t (a) WITH (fillfactor=70)",
                        "-- comment: E'it''s\\u000d\\u000a\\u0009E''\\\\'' ☃ \\u0001;'",
                        "-- it was: CREATE INDEX a ON t (a)");
    }

    @Test
    void aTableMovesIntoASchemaWithItsIndexes() {
        List<RecordedFile> files = List.of(
                file("V1__a.sql", "create a", "A", "CREATE INDEX a ON t (a)"),
                RecordedFile.of("V2__move.sql", "-- compositeindex: move table t to \"S 1\".t\n"));

        assertThat(Ledger.replay(files).value().orElseThrow().indexes())
                .containsExactly(declared("A", "CREATE INDEX a ON \"S 1\".t (a)"));
    }

    @Test
    void twoIndexesCannotMoveToOneName() {
        List<RecordedFile> files = List.of(
                file("V1__a.sql", "create a", "A", "CREATE INDEX a ON t (a)"),
                file("V2__a.sql", "create s.a", "A", "CREATE INDEX a ON s.u (a)"),
                RecordedFile.of("V3__move.sql", "-- compositeindex: move table t to s.t\n"));

        assertThat(Ledger.replay(files).problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith(
                        "[CI033] V3__move.sql:1: move table t to s.t: a migration before this one creates s.a already.");
    }

    /** Compile lays a migration out from the declaration, record from the definition: the bytes must be the same. */
    @Test
    void aPredicateIsOneClauseWhateverWordsItContains() {
        IndexStatement index = IndexStatement.of(
                false, "a", new Table("", "t"), List.of("(a)", "INCLUDE (b)", "WHERE include > 1 AND nulls OR with"));

        assertThat(IndexStatement.parse(index.definition())).contains(index);
    }

    static List<Arguments> damages() {
        String definition = "\n-- declared by: A\n-- definition: CREATE INDEX a_idx ON t (a)\n";
        return List.of(
                Arguments.of(
                        "-- compositeindex: crate a_idx" + definition,
                        "[CI030] V2__a.sql:1: the line \"-- compositeindex: crate a_idx\" is no entry of the ledger."),
                Arguments.of(
                        "-- CompositeIndex create a_idx" + definition,
                        "[CI030] V2__a.sql:1: the line \"-- CompositeIndex create a_idx\" is no entry of the ledger."),
                Arguments.of("-- compositeindex: create" + definition, "[CI030] V2__a.sql:1: the line"),
                Arguments.of("-- compositeindex: create a idx" + definition, "[CI030] V2__a.sql:1: the line"),
                Arguments.of("-- compositeindex: rename a_idx" + definition, "[CI030] V2__a.sql:1: the line"),
                Arguments.of(
                        "-- compositeindex: create a-idx" + definition,
                        "[CI030] V2__a.sql:1: \"a-idx\" is no name of an index."),
                Arguments.of(
                        "-- compositeindex: create " + "x".repeat(64) + definition,
                        "[CI030] V2__a.sql:1: \"" + "x".repeat(64) + "\" is no name of an index."),
                Arguments.of(
                        "-- compositeindex: drop a.b.c\n", "[CI030] V2__a.sql:1: \"a.b.c\" is no name of an index."),
                Arguments.of(
                        "-- compositeindex: rename s.b_idx to a_idx" + definition,
                        "[CI030] V2__a.sql:1: s.b_idx and a_idx must be two names in one schema."),
                Arguments.of(
                        "-- compositeindex: create a_idx\n-- declared by: A\n\n-- definition: CREATE INDEX a_idx ON t (a)\n",
                        "[CI030] V2__a.sql:1: the header has no line that starts with \"-- definition: \"."),
                Arguments.of(
                        "-- compositeindex: create a_idx\n-- definition: CREATE INDEX a_idx ON t (a)\n",
                        "[CI030] V2__a.sql:1: the header has no line that starts with \"-- declared by: \"."),
                Arguments.of(
                        "-- compositeindex: create a_idx\n-- declared by: A\n-- definition: CREATE INDEX a_idx t (a)\n",
                        "[CI030] V2__a.sql:3: \"CREATE INDEX a_idx t (a)\" is not of the form CREATE [UNIQUE] INDEX"),
                Arguments.of(
                        "-- compositeindex: create a_idx\n-- declared by: A\n-- definition: CREATE INDEX a_idx ON t\n",
                        "[CI030] V2__a.sql:3: \"CREATE INDEX a_idx ON t\" is not of the form"),
                Arguments.of(
                        "-- compositeindex: create a_idx\n-- declared by: A\n-- definition: CREATE INDEX a_idx ON t (a); DROP TABLE t\n",
                        "[CI030] V2__a.sql:3: "),
                Arguments.of(
                        "-- compositeindex: create b_idx" + definition,
                        "[CI030] V2__a.sql:3: the definition is that of a_idx, but the first line is about b_idx."),
                Arguments.of(
                        "-- compositeindex: rename x_idx to a_idx" + definition,
                        "[CI030] V2__a.sql:1: the definition differs from that of x_idx before: \"CREATE INDEX a_idx ON t (x)\"."),
                Arguments.of(
                        "-- compositeindex: swap a_idx with x_idx" + definition,
                        "[CI032] V2__a.sql:1: swap a_idx with x_idx: no migration before this one creates a_idx."),
                Arguments.of(
                        "-- compositeindex: create a_idx" + definition + "-- comment: 'open\n",
                        "[CI030] V2__a.sql:4: \"'open\" is no literal of the form E'…'."),
                Arguments.of(
                        "-- compositeindex: set x_idx\n-- declared by: A\n-- definition: CREATE INDEX x_idx ON t (a)\n",
                        "[CI030] V2__a.sql:1: the definition differs from that of x_idx before: \"CREATE INDEX x_idx ON t (x)\"."),
                Arguments.of(
                        "-- compositeindex: set a_idx" + definition,
                        "[CI032] V2__a.sql:1: set a_idx: no migration before this one creates a_idx."),
                Arguments.of("-- compositeindex: set x_idx\n", "[CI030] V2__a.sql:1: the header has no line"),
                Arguments.of("-- compositeindex: move t to u\n", "[CI030] V2__a.sql:1: the line"),
                Arguments.of(
                        "-- compositeindex: move table a.b.c to d\n",
                        "[CI030] V2__a.sql:1: a.b.c and d must be two tables."),
                Arguments.of(
                        "-- compositeindex: move table t to t\n", "[CI030] V2__a.sql:1: t and t must be two tables."),
                Arguments.of(
                        "-- compositeindex: move column a to b\n",
                        "[CI030] V2__a.sql:1: a and b must be two columns of one table, such as course.title."),
                Arguments.of(
                        "-- compositeindex: move column t.a to u.b\n",
                        "[CI030] V2__a.sql:1: t.a and u.b must be two columns of one table, such as course.title."),
                Arguments.of(
                        "-- compositeindex: rename b_idx to a_idx" + definition,
                        "[CI032] V2__a.sql:1: rename b_idx to a_idx: no migration before this one creates b_idx."),
                Arguments.of(
                        "-- compositeindex: drop s.x_idx\n",
                        "[CI032] V2__a.sql:1: drop s.x_idx: no migration before this one creates s.x_idx."),
                Arguments.of(
                        "-- compositeindex: create x_idx\n-- declared by: A\n-- definition: CREATE INDEX x_idx ON t (b)\n",
                        "[CI033] V2__a.sql:1: create x_idx: a migration before this one creates x_idx already."));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamageIsToldWithFileAndLine(String text, String message) {
        Checked<Ledger> ledger = Ledger.replay(List.of(
                file("V1__x.sql", "create x_idx", "A", "CREATE INDEX x_idx ON t (x)"),
                RecordedFile.of("V2__a.sql", text)));

        assertThat(ledger.value()).isEmpty();
        assertThat(ledger.problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .startsWith(message);
    }

    @Test
    void aVersionIsUsedOnce() {
        RecordedFile ours = RecordedFile.of("ours/V1.0__drop.sql", "-- compositeindex: drop x\n");

        assertThat(Ledger.replay(List.of(TABLES, ours)).problems())
                .extracting(Problem::message)
                .containsExactly(
                        "[CI031] ours/V1.0__drop.sql:1: V1__tables.sql has the same version, and Flyway refuses to "
                                + "run. If this one is applied nowhere yet, rename it to V1.1__drop.sql, and its .conf "
                                + "with it; else give the other one a higher version. If either is left over in the "
                                + "class output, compile anew (mvn clean compile).");
    }

    /** The way out is told for our file, whichever comes first, and each gets a version of its own. */
    @Test
    void theWayOutOfTwoBranchesIsTold() {
        List<RecordedFile> files = List.of(
                file("V007__a.sql", "create a_idx", "A", "CREATE INDEX a_idx ON t (a)"),
                RecordedFile.of("V007__z_by_hand.sql", "ALTER TABLE t ADD c int;"),
                file("V008__b.sql", "create b_idx", "A", "CREATE INDEX b_idx ON t (b)"),
                file("sub/V008__c.sql", "create c_idx", "A", "CREATE INDEX c_idx ON t (c)"));

        assertThat(Ledger.replay(files).problems())
                .extracting(problem -> problem.message()
                        .replaceFirst(", and Flyway refuses.*rename it", "; rename it")
                        .replaceFirst(" If either is left over.*", ""))
                .containsExactly(
                        "[CI031] V007__a.sql:1: V007__z_by_hand.sql has the same version; rename it to V009__a.sql, "
                                + "and its .conf with it; else give the other one a higher version.",
                        "[CI031] sub/V008__c.sql:1: V008__b.sql has the same version; rename it to V010__c.sql, "
                                + "and its .conf with it; else give the other one a higher version.");
    }

    @Test
    void aVersionOfAJavaMigrationIsUsedOnce() {
        RecordedFile ours = file("V12__a.sql", "create a_idx", "A", "CREATE INDEX a_idx ON t (a)");

        assertThat(Ledger.replay(List.of(ours, RecordedFile.named("V12__Fill.class")))
                        .problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("[CI031] V12__a.sql:1: V12__Fill.class has the same version");
    }

    /** A baseline has the version of the migration that it stands for; folders per database hold the same versions. */
    @Test
    void versionsMayMeetWhereFlywayLetsThem() {
        RecordedFile ours = file("V2__a.sql", "create a_idx", "A", "CREATE INDEX a_idx ON t (a)");

        assertThat(Ledger.replay(List.of(
                                ours,
                                RecordedFile.named("B2__base.sql"),
                                RecordedFile.named("h2/V3__x.sql"),
                                RecordedFile.named("postgresql/V3__x.sql"),
                                RecordedFile.named("V4__x.H2.sql"),
                                RecordedFile.named("V4__x.POSTGRESQL.sql"),
                                RecordedFile.named("V5__Fill.java"),
                                RecordedFile.named("V5__Fill.class"),
                                RecordedFile.named("V5__Fill$Row.class")))
                        .problems())
                .isEmpty();
    }

    /** Of any two in one folder. */
    @ParameterizedTest
    @CsvSource({
        "V2__a.sql, V2__b.sql, V3__b.sql",
        "V2__a.sql, V2.0__b.sql, V2.1__b.sql",
        "V2__a.sql, V2__load.sh, V3__load.sh",
        "V2__Fill.java, V2__Other.class, V3__Other.class",
        "V2__Fill.class, V2__a.sql, V3__a.sql",
        "h2/V2__a.sql, h2/V2__b.sql, V3__b.sql",
        "B2__a.sql, B2__b.sql, B3__b.sql"
    })
    void aVersionOfTheTeamsOwnIsUsedOnce(String first, String second, String free) {
        assertThat(Ledger.replay(List.of(RecordedFile.named(first), RecordedFile.named(second)))
                        .problems())
                .extracting(Problem::message)
                .containsExactly(
                        ("[CI031] %s:1: %s has the same version, and Flyway refuses to run. If this one is applied "
                                        + "nowhere yet, rename it to %s; else give the other one a higher version. If either is left "
                                        + "over in the class output, compile anew (mvn clean compile).")
                                .formatted(second, first, free));
    }

    @Test
    void ourFilesHaveVersions() {
        assertThat(Ledger.replay(List.of(RecordedFile.of("R__drop.sql", "-- compositeindex: drop x\n")))
                        .problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("[CI030] R__drop.sql:1: the file has a header of ours, but its name no version");
    }

    @Test
    void allDamagesAreToldAtOnce() {
        assertThat(Ledger.replay(List.of(
                                RecordedFile.of("V1__a.sql", "-- compositeindex: crate a\n"),
                                RecordedFile.of("V2__b.sql", "-- compositeindex: drob b\n"),
                                RecordedFile.of("V3__c.sql", "-- compositeindex: drop a\n")))
                        .problems())
                .hasSize(2);
    }

    /** Nobody has damaged anything, and version control has the very same headers. */
    @Test
    void aMergeOfAChangeAndARenamingIsToldAsOne() {
        assertThat(Ledger.replay(List.of(
                                file("V1__a.sql", "create x", "A", "CREATE INDEX x ON t (a)"),
                                file("V2__a.sql", "set x", "A", "CREATE INDEX x ON t (a) WITH (fillfactor=80)"),
                                file("V3__b.sql", "rename x to y", "A", "CREATE INDEX y ON t (a)")))
                        .problems())
                .extracting(Problem::message)
                .containsExactly("[CI030] V3__b.sql:1: the definition differs from that of x before: \"CREATE INDEX y "
                        + "ON t (a) WITH (fillfactor=80)\". Restore the header from version control; or, if another branch "
                        + "changed x, remove the one that was applied nowhere, and record again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create ", "drop ", "rename x to ", "swap x with ", "set ", "move column "})
    void aLongLineIsOnlyDamaged(String verb) {
        assertThat(Ledger.replay(List.of(RecordedFile.of(
                                "V1__a.sql", "-- compositeindex: " + verb + "\"a\"\"b\"c".repeat(100_000))))
                        .problems())
                .extracting(Problem::code)
                .containsExactly(Code.DAMAGED_HEADER);
    }

    static RecordedFile file(String path, String summary, String declaredBy, String definition) {
        return RecordedFile.of(
                path,
                "-- compositeindex: %s\n-- declared by: %s\n-- definition: %s\n\n…\n"
                        .formatted(summary, declaredBy, definition));
    }

    /** A ledger in which these are recorded. */
    static Ledger ledger(Collection<DeclaredIndex> indexes) {
        List<RecordedFile> files = new ArrayList<>();
        for (DeclaredIndex index : indexes) {
            Migration step = Scripts.create(index);
            files.add(RecordedFile.of(step.fileName(new Version(Integer.toString(files.size() + 1))), step.text()));
        }
        return Ledger.replay(files).value().orElseThrow();
    }

    static DeclaredIndex declared(String declaredBy, String definition) {
        return DeclaredIndex.of(IndexStatement.parse(definition).orElseThrow(), declaredBy);
    }
}
