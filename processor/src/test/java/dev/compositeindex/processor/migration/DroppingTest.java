package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What migrations of the team's own drop is recorded no more. */
class DroppingTest {
    private static final String INDEX = "CREATE INDEX book_a_idx ON book (a) INCLUDE (c) WHERE d > 0";
    private static final String OTHER = "CREATE INDEX \"Odd; name\" ON shop.order_line (lower(b))";

    static List<Arguments> drops() {
        return List.of(
                row("DROP INDEX book_a_idx", "book_a_idx"),
                row("drop index if exists BOOK_A_IDX cascade", "book_a_idx"),
                row(
                        "DROP INDEX CONCURRENTLY IF EXISTS public.book_a_idx, shop.\"Odd; name\"",
                        "shop.\"Odd; name\"",
                        "book_a_idx"),
                row("DROP INDEX x, /* and */ \"Odd; name\" -- this\n RESTRICT", "shop.\"Odd; name\""),
                row("ALTER INDEX IF EXISTS book_a_idx RENAME TO old", "book_a_idx"),
                row("DROP TABLE book", "book_a_idx"),
                row("DROP TABLE IF EXISTS x, public.book CASCADE; CREATE TABLE book (a int)", "book_a_idx"),
                row("DROP MATERIALIZED VIEW shop.order_line", "shop.\"Odd; name\""),
                row("ALTER TABLE book RENAME TO old; CREATE TABLE book (a int); DROP TABLE old", "book_a_idx"),
                row("ALTER TABLE book DROP a", "book_a_idx"),
                row(
                        "ALTER TABLE IF EXISTS ONLY book * ADD x numeric(1, 2), DROP COLUMN IF EXISTS c CASCADE, DROP z",
                        "book_a_idx"),
                row("ALTER TABLE book DROP COLUMN d", "book_a_idx"),
                row("ALTER TABLE book RENAME a TO x; ALTER TABLE book DROP x", "book_a_idx"),
                row("ALTER TABLE shop.order_line DROP b", "shop.\"Odd; name\""),
                row("DROP SCHEMA IF EXISTS x, shop CASCADE", "shop.\"Odd; name\""),
                row("DROP INDEX book_a_idx; CREATE INDEX book_a_idx ON book (a)", "book_a_idx"),
                row(
                        "DROP INDEX book_a_idx; create index concurrently if not exists book_a_idx on book (a) include (c) where d > 0"),
                row("DROP INDEX shop.\"Odd; name\"; CREATE INDEX \"Odd; name\" ON ONLY_NOT (b)", "shop.\"Odd; name\""),
                row(
                        "DROP INDEX book_a_idx; CREATE INDEX book_a_idx ON public.book USING btree (a) INCLUDE (c) WHERE d > 0"),
                row("CREATE INDEX other ON book (a); DROP INDEX other"));
    }

    @ParameterizedTest
    @MethodSource("drops")
    void whatIsDroppedIsPlannedAnew(String script, List<String> dropped) {
        List<RecordedFile> files = recorded();
        files.add(RecordedFile.of("V7__by_hand.sql", script + ";\n"));

        assertThat(entries(files))
                .isEqualTo(dropped.stream().map("create "::concat).toList());
        assertThat(Ledger.replay(files).problems()).isEmpty();
        assertThat(problems(files)).hasSameSizeAs(dropped);
    }

    /** The server agrees. */
    @ServerSource
    void whatIsReadIsWhatIsDropped(PostgresServer server) throws SQLException {
        List<String> scripts = List.of(
                "DROP INDEX IF EXISTS book_a_idx, x",
                "DROP TABLE book",
                "ALTER TABLE book DROP a",
                "ALTER TABLE book DROP COLUMN b",
                "ALTER TABLE book DROP COLUMN IF EXISTS c",
                "ALTER TABLE book ADD x numeric(3, 2), DROP d",
                "ALTER TABLE book RENAME d TO x; ALTER TABLE book DROP x",
                "ALTER TABLE shop.order_line DROP b",
                "DROP SCHEMA shop CASCADE",
                "ALTER TABLE book RENAME TO old; CREATE TABLE book (a int); DROP TABLE old",
                "ALTER TABLE book ALTER a DROP NOT NULL");
        try (Connection connection = server.newDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String script : scripts) {
                statement.execute("DROP SCHEMA IF EXISTS shop CASCADE; DROP TABLE IF EXISTS book; CREATE SCHEMA shop;"
                        + "CREATE TABLE book (a int, b int, c int, d int); CREATE TABLE shop.order_line (a int, b text);"
                        + INDEX + ";" + OTHER);
                List<RecordedFile> files = recorded();
                files.add(RecordedFile.of("V7__by_hand.sql", script));
                statement.execute(script);

                List<String> left = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("SELECT indexname FROM pg_indexes"
                        + " WHERE indexname IN ('book_a_idx', 'Odd; name') ORDER BY indexname COLLATE \"C\"")) {
                    while (rows.next()) {
                        left.add(rows.getString(1));
                    }
                }
                assertThat(Ledger.replay(files).value().orElseThrow().indexes())
                        .as(script)
                        .extracting(index -> index.name().name())
                        .isEqualTo(left);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DROP INDEX other.book_a_idx.x",
                "DROP INDEX x",
                "DROP INDEX \"BOOK_A_IDX\"",
                "DROP INDEX book_a_idx GARBAGE",
                "DROP INDEX ${schema}.book_a_idx",
                "DROP VIEW book",
                "DROP TABLE shop.x",
                "DROP TABLE other.order_line",
                "DROP SCHEMA shop",
                "DROP SCHEMA public CASCADE",
                "ALTER TABLE book DROP CONSTRAINT a",
                "ALTER TABLE book DROP b",
                "ALTER TABLE book ALTER a DROP NOT NULL, ALTER COLUMN a DROP DEFAULT",
                "ALTER TABLE book ADD x text DEFAULT (f(1, 'DROP a')), ADD CHECK (a > 0)",
                "ALTER TABLE other DROP a",
                "-- DROP INDEX book_a_idx",
                "DO $$ BEGIN DROP INDEX book_a_idx; END $$",
                "INSERT INTO book VALUES ('; DROP INDEX book_a_idx; ')",
                "ALTER INDEX book_a_idx SET (fillfactor = 70)",
                "TRUNCATE book"
            })
    void whatConcernsNoIndexIsReadOver(String script) {
        List<RecordedFile> files = recorded();
        files.add(RecordedFile.of("V7__by_hand.sql", script + ";\n"));

        assertThat(entries(files)).isEmpty();
        assertThat(problems(files)).isEmpty();
    }

    @Test
    void itIsToldWhereAndByWhat() {
        List<RecordedFile> files = recorded();
        files.add(RecordedFile.of("V7__by_hand.sql", "-- SHOP-17\n\nSELECT 1;\n  DROP INDEX\n book_a_idx;\n"));

        assertThat(problems(files))
                .containsExactly("[CI059] V7__by_hand.sql:4: \"DROP INDEX book_a_idx\" takes away book_a_idx, which is "
                        + "recorded, and which com.acme.T declares: it is planned anew. If it is not wanted any more, remove "
                        + "the declaration.");
    }

    /** What is not declared any more is gone: nothing is to be dropped, and nothing to be said. */
    @Test
    void whatIsNotDeclaredAnyMoreIsGone() {
        List<RecordedFile> files = recorded();
        files.add(RecordedFile.of("V7__by_hand.sql", "DROP TABLE book;"));

        assertThat(entries(files, List.of(OTHER))).isEmpty();
        assertThat(problems(files, List.of(OTHER))).isEmpty();
    }

    @Test
    void onceRecordedAgainItIsThere() {
        List<RecordedFile> files = recorded();
        files.add(RecordedFile.of("V7__by_hand.sql", "DROP INDEX book_a_idx;"));
        files.add(create("V8__a.sql", INDEX));

        assertThat(Ledger.replay(files).problems()).isEmpty();
        assertThat(entries(files)).isEmpty();
        assertThat(problems(files)).isEmpty();
    }

    @Test
    void whatWasDroppedBeforeTheIndexCameDoesNotConcernIt() {
        List<RecordedFile> files = recorded();
        files.add(RecordedFile.of("V0__by_hand.sql", "DROP TABLE IF EXISTS book; DROP INDEX IF EXISTS book_a_idx;"));

        assertThat(entries(files)).isEmpty();
    }

    /** A baseline is for databases that have not run the others. */
    @Test
    void aBaselineDropsNothing() {
        List<RecordedFile> files = recorded();
        files.add(RecordedFile.of("B7__base.sql", "DROP TABLE IF EXISTS book;"));
        files.add(RecordedFile.of("U1__undo.sql", "DROP TABLE IF EXISTS book;"));
        files.add(RecordedFile.of("R__views.sql", "DROP TABLE IF EXISTS book;"));

        assertThat(entries(files)).isEmpty();
    }

    @Test
    void aTableOfThatNameInAnotherSchemaIsNotMeant() {
        List<String> indexes = List.of("CREATE INDEX a ON t (a)", "CREATE INDEX a ON archive.t (a)");
        List<RecordedFile> files =
                new ArrayList<>(List.of(create("V1__a.sql", indexes.get(0)), create("V2__a.sql", indexes.get(1))));
        files.add(RecordedFile.of("V7__by_hand.sql", "DROP TABLE t;"));
        assertThat(entries(files, indexes)).containsExactly("create a");
        files.add(RecordedFile.of("V8__by_hand.sql", "DROP INDEX archive.a;"));
        assertThat(entries(files, indexes)).containsExactly("create a", "create archive.a");
    }

    /** Statements of the team's own between our sections count; below a header, that one decides about its index. */
    @Test
    void theHeaderDecidesAboutItsOwnIndex() {
        List<RecordedFile> files = recorded();
        files.add(RecordedFile.of("V7__ours.sql", """
                DROP INDEX "Odd; name";
                -- compositeindex: create new_idx
                -- declared by: com.acme.T
                -- definition: CREATE INDEX new_idx ON book (b)
                DROP INDEX IF EXISTS new_idx;
                CREATE INDEX CONCURRENTLY new_idx ON book USING btree (b);
                DROP INDEX book_a_idx;
                """));

        assertThat(entries(files, List.of(INDEX, OTHER, "CREATE INDEX new_idx ON book (b)")))
                .containsExactly("create shop.\"Odd; name\"", "create book_a_idx");
    }

    /** A section's statement means that section's index, not one of the same name that the search path may lead to. */
    @Test
    void aSectionOfOursDropsNoOtherIndex() {
        List<String> indexes = List.of("CREATE INDEX a ON t (a)", "CREATE INDEX a ON archive.t (a)");
        List<RecordedFile> files =
                new ArrayList<>(List.of(create("V1__a.sql", indexes.get(0)), create("V2__a.sql", indexes.get(1))));
        files.add(RecordedFile.of("V7__ours.sql", """
                -- compositeindex: drop archive.a
                DROP INDEX CONCURRENTLY IF EXISTS archive.a;
                -- compositeindex: rename a to b
                -- declared by: com.acme.T
                -- definition: CREATE INDEX b ON t (a)
                ALTER INDEX IF EXISTS a RENAME TO b;
                """));

        assertThat(entries(files, List.of("CREATE INDEX b ON t (a)"))).isEmpty();
        assertThat(entries(files, List.of("CREATE INDEX b ON t (a)", "CREATE INDEX a ON archive.t (a)")))
                .containsExactly("create archive.a");
    }

    /** As histories were recorded when drops were not read. */
    @Test
    void whatWasRecordedAfterADropStands() {
        List<RecordedFile> files = recorded();
        files.add(RecordedFile.of("V7__by_hand.sql", "DROP INDEX book_a_idx; DROP INDEX \"Odd; name\";"));
        files.add(RecordedFile.of("V8__drop.sql", "-- compositeindex: drop book_a_idx\n"));
        files.add(RecordedFile.of("V9__rename.sql", """
                -- compositeindex: rename shop."Odd; name" to shop.plain
                -- declared by: com.acme.T
                -- definition: CREATE INDEX plain ON shop.order_line (lower(b))
                """));

        assertThat(Ledger.replay(files).problems()).isEmpty();
        assertThat(entries(files, List.of("CREATE INDEX plain ON shop.order_line (lower(b))")))
                .isEmpty();
    }

    private static Arguments row(String script, String... dropped) {
        return Arguments.of(script, Arrays.asList(dropped));
    }

    private static List<RecordedFile> recorded() {
        return new ArrayList<>(List.of(create("V1__a.sql", INDEX), create("V2__b.sql", OTHER)));
    }

    private static RecordedFile create(String path, String definition) {
        return RecordedFile.of(
                path,
                Scripts.create(LedgerTest.declared("com.acme.T", definition)).text());
    }

    private static List<String> entries(List<RecordedFile> files) {
        return entries(files, List.of(INDEX, OTHER));
    }

    private static List<String> entries(List<RecordedFile> files, List<String> desired) {
        return MigrationPlanner.plan(Ledger.replay(files).value().orElseThrow(), indexes(desired))
                .value()
                .orElseThrow()
                .stream()
                .flatMap(change -> change.sections().stream())
                .map(section -> section.entry().summary())
                .toList();
    }

    private static List<String> problems(List<RecordedFile> files) {
        return problems(files, List.of(INDEX, OTHER));
    }

    private static List<String> problems(List<RecordedFile> files, List<String> desired) {
        return MigrationPlanner.plan(Ledger.replay(files).value().orElseThrow(), indexes(desired)).problems().stream()
                .map(Problem::message)
                .toList();
    }

    private static List<DeclaredIndex> indexes(List<String> definitions) {
        return definitions.stream()
                .map(definition -> LedgerTest.declared("com.acme.T", definition))
                .toList();
    }
}
