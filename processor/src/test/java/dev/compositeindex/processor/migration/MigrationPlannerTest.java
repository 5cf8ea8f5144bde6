package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationPlannerTest {
    private static final String A = "a_idx ON t (a)";
    private static final String B = "b_idx ON t (b)";

    static List<Arguments> rows() {
        return List.of(
                row("nothing", List.of(A, B), List.of(B, A), List.of()),
                row("new", List.of(A), List.of(A, B), List.of("create b_idx")),
                row("removed", List.of(A, B), List.of(B), List.of("drop a_idx")),
                row("all removed", List.of(A, B), List.of(), List.of("drop a_idx", "drop b_idx")),
                row("only the name differs", List.of(A), List.of("z_idx ON t (a)"), List.of("rename a_idx to z_idx")),
                row(
                        "the table differs, too",
                        List.of(A),
                        List.of("z_idx ON u (a)"),
                        List.of("create z_idx", "drop a_idx")),
                row(
                        "uniqueness differs, too",
                        List.of(A),
                        List.of("UNIQUE z_idx ON t (a)"),
                        List.of("create z_idx", "drop a_idx")),
                row(
                        "a derived name: the new one before the old one goes",
                        List.of("t_a_11111111_idx ON t (a)"),
                        List.of("t_a_b_22222222_idx ON t (a, b)"),
                        List.of("create t_a_b_22222222_idx", "drop t_a_11111111_idx")),
                row(
                        "a given name",
                        List.of(A),
                        List.of("a_idx ON t (a, b)"),
                        List.of(
                                "create a_idx_b492dc10_swap",
                                "swap a_idx with a_idx_b492dc10_swap",
                                "drop a_idx_b492dc10_swap")),
                row(
                        "a name moves on: its new bearer is built",
                        List.of(A, B),
                        List.of("b_idx ON t (a)", "c_idx ON t (b)"),
                        List.of(
                                "create c_idx",
                                "create b_idx_a087fe4f_swap",
                                "swap b_idx with b_idx_a087fe4f_swap",
                                "drop b_idx_a087fe4f_swap",
                                "drop a_idx")),
                row(
                        "in schemas",
                        List.of("same ON s1.t (a)", "same ON s2.t (a)"),
                        List.of("same ON s1.t (a)", "other ON s2.t (a)"),
                        List.of("rename s2.same to s2.other")),
                row(
                        "the same name in another schema",
                        List.of("same ON s1.t (a)"),
                        List.of("same ON s2.t (a)"),
                        List.of("create s2.same", "drop s1.same")),
                row(
                        "other storage parameters",
                        List.of("a_idx ON t (a) WITH (fillfactor=70) WHERE a > 0", B),
                        List.of("a_idx ON t (a) WITH (fillfactor=80) WHERE a > 0", "b_idx ON t (b) TABLESPACE fast"),
                        List.of("set a_idx", "set b_idx")),
                row(
                        "another definition brings its storage parameters",
                        List.of("a_idx ON t (a) WITH (fillfactor=70)"),
                        List.of("a_idx ON t (b)"),
                        List.of(
                                "create a_idx_c9d1c512_swap",
                                "swap a_idx with a_idx_c9d1c512_swap",
                                "drop a_idx_c9d1c512_swap")),
                row(
                        "another name and other storage parameters",
                        List.of(A),
                        List.of("z_idx ON t (a) WITH (fillfactor=70)"),
                        List.of("rename a_idx to z_idx", "set z_idx")),
                row(
                        "everything: create, rename, replace, drop",
                        List.of(A, B, "c_idx ON t (c)", "d_idx ON t (d)"),
                        List.of("a_idx ON t (a DESC)", "bb_idx ON t (b)", "c_idx ON t (c)", "e_idx ON t (e)"),
                        List.of(
                                "create e_idx",
                                "rename b_idx to bb_idx",
                                "create a_idx_b6ccad6f_swap",
                                "swap a_idx with a_idx_b6ccad6f_swap",
                                "drop a_idx_b6ccad6f_swap",
                                "drop d_idx")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void plan(String name, List<String> recorded, List<String> desired, List<String> entries) {
        Checked<List<Change>> plan = MigrationPlanner.plan(LedgerTest.ledger(indexes(recorded)), indexes(desired));

        assertThat(plan.problems()).isEmpty();
        assertThat(entries(plan)).containsExactlyElementsOf(entries);
        List<String> shuffled = new ArrayList<>(desired);
        Collections.reverse(shuffled);
        assertThat(MigrationPlanner.plan(LedgerTest.ledger(indexes(recorded)), indexes(shuffled)))
                .as("for another order")
                .isEqualTo(plan);
    }

    @Test
    void theDeclaringClassIsNoPartOfAnIndex() {
        assertThat(entries(MigrationPlanner.plan(
                        LedgerTest.ledger(List.of(LedgerTest.declared("A", "CREATE INDEX a ON t (a)"))),
                        List.of(LedgerTest.declared("B", "CREATE INDEX a ON t (a)")))))
                .isEmpty();
    }

    @Test
    void aCommentIsSet() {
        DeclaredIndex index = LedgerTest.declared("A", "CREATE INDEX a ON t (a)");
        DeclaredIndex commented = new DeclaredIndex(index.statement(), "why", "A", "", false);

        assertThat(entries(MigrationPlanner.plan(LedgerTest.ledger(List.of(index)), List.of(commented))))
                .containsExactly("set a");
        assertThat(entries(MigrationPlanner.plan(LedgerTest.ledger(List.of(commented)), List.of(index))))
                .containsExactly("set a");
        assertThat(entries(MigrationPlanner.plan(LedgerTest.ledger(List.of(commented)), List.of(commented))))
                .isEmpty();
    }

    static List<Arguments> oldNames() {
        DeclaredIndex z = LedgerTest.declared("T", "CREATE INDEX z_idx ON t (a)");
        DeclaredIndex y = LedgerTest.declared("T", "CREATE INDEX y_idx ON t (a)");
        return List.of(
                Arguments.of(
                        "which of two became it",
                        List.of(from("b_idx", z)),
                        List.of("rename b_idx to z_idx", "drop a_idx")),
                Arguments.of(
                        "each of two",
                        List.of(from("b_idx", y), from("a_idx", z)),
                        List.of("rename a_idx to z_idx", "rename b_idx to y_idx")),
                Arguments.of(
                        "the other follows",
                        List.of(y, from("a_idx", z)),
                        List.of("rename a_idx to z_idx", "rename b_idx to y_idx")),
                Arguments.of(
                        "another definition is another index",
                        List.of(from("a_idx", LedgerTest.declared("T", "CREATE INDEX z_idx ON t (b)"))),
                        List.of("create z_idx", "drop a_idx", "drop b_idx")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oldNames")
    void anOldNameTells(String name, List<DeclaredIndex> desired, List<String> entries) {
        Ledger ledger = LedgerTest.ledger(indexes(List.of(A, "b_idx ON t (a)")));

        assertThat(entries(MigrationPlanner.plan(ledger, desired))).containsExactlyElementsOf(entries);
    }

    @Test
    void anOldNameThatIsRecordedAlreadySaysNothing() {
        DeclaredIndex z = from("a_idx", LedgerTest.declared("T", "CREATE INDEX z_idx ON t (a)"));

        assertThat(entries(MigrationPlanner.plan(LedgerTest.ledger(List.of(z)), List.of(z))))
                .isEmpty();
        assertThat(entries(MigrationPlanner.plan(LedgerTest.ledger(List.of()), List.of(z))))
                .containsExactly("create z_idx");
    }

    private static DeclaredIndex from(String renamedFrom, DeclaredIndex index) {
        return new DeclaredIndex(index.statement(), "", index.declaredBy(), renamedFrom, false);
    }

    @Test
    void twoThatMayHaveBeenRenamedAreRefused() {
        assertThat(messages(List.of(A, "z_idx ON t (a)"), List.of("c_idx ON t (a)")))
                .containsExactly("[CI034] which of a_idx, z_idx became c_idx? Their definitions are equal. Say it with "
                        + "renamedFrom = \"…\" on c_idx.");
    }

    @Test
    void oneThatMayHaveGotTwoNamesIsRefused() {
        assertThat(messages(List.of(A), List.of("c_idx ON t (a)", "z_idx ON t (a)")))
                .containsExactly(
                        "[CI034] which of c_idx, z_idx was before a_idx? Their definitions are equal. Say it with "
                                + "renamedFrom = \"a_idx\" on the right one.");
    }

    /** Else {@code IF NOT EXISTS} would be content with the old one, which would then be dropped. */
    @ParameterizedTest
    @ValueSource(strings = {"(a)", "(b)"})
    void aSchemaThatTheSearchPathMayLeadToIsAskedFor(String keys) {
        String question =
                "Only you know where the search path leads. If so, say it in the first line of a migration of "
                        + "your own: \"-- compositeindex: move table ";
        assertThat(messages(List.of("x ON t (a)"), List.of("x ON public.t " + keys)))
                .containsExactly(
                        "[CI034] is x on t, which is recorded, the same index as public.x on public.t, which is "
                                + "declared? " + question
                                + "t to public.t\". If not, give the declared one another name.");
        assertThat(messages(List.of("x ON public.t (a)"), List.of("x ON t " + keys)))
                .containsExactly(
                        "[CI034] is public.x on public.t, which is recorded, the same index as x on t, which is "
                                + "declared? " + question
                                + "public.t to t\". If not, give the declared one another name.");
    }

    @Test
    void whatMayBeADeclaredOneIsNotRenamed() {
        assertThat(messages(List.of("x ON t (a)"), List.of("y ON t (a)", "x ON public.t (b)")))
                .singleElement()
                .asString()
                .startsWith("[CI034] is x on t, which is recorded, the same index as public.x on public.t");
    }

    @Test
    void temporaryNamesFitAndAreFree() {
        String longest = "n".repeat(60) + "€";
        DeclaredIndex index = LedgerTest.declared("A", "CREATE INDEX \"" + longest + "\" ON t (a)");

        String first = TemporaryName.of(index, Set.of());
        String second = TemporaryName.of(index, Set.of(new IndexName("", first)));

        assertThat(first).matches("n{49}_[0-9a-f]{8}_swap").isNotEqualTo(second);
        assertThat(first).hasSize(63);
    }

    private static Arguments row(String name, List<String> recorded, List<String> desired, List<String> entries) {
        return Arguments.of(name, recorded, desired, entries);
    }

    private static List<String> messages(List<String> recorded, List<String> desired) {
        Checked<List<Change>> plan = MigrationPlanner.plan(LedgerTest.ledger(indexes(recorded)), indexes(desired));
        assertThat(plan.value()).isEmpty();
        return plan.problems().stream().map(Problem::message).toList();
    }

    private static List<String> entries(Checked<List<Change>> plan) {
        return plan.value().orElseThrow().stream()
                .flatMap(change -> change.sections().stream())
                .map(step -> step.entry().summary())
                .toList();
    }

    private static List<DeclaredIndex> indexes(List<String> definitions) {
        return definitions.stream()
                .map(text -> text.startsWith("UNIQUE ")
                        ? "CREATE UNIQUE INDEX " + text.substring("UNIQUE ".length())
                        : "CREATE INDEX " + text)
                .map(definition ->
                        DeclaredIndex.of(IndexStatement.parse(definition).orElseThrow(), "com.acme.T"))
                .toList();
    }
}
