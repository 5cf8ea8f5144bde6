package dev.compositeindex.processor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How changes are laid out as files. */
class MigrationsTest {
    private static final DeclaredIndex A = index("CREATE INDEX a_idx ON t (a)");
    private static final DeclaredIndex KEY = index("CREATE UNIQUE INDEX a_key ON t (b)");

    private static final List<Change> ALL = List.of(
            new Change.CreateIndex(A),
            new Change.CreateIndex(KEY),
            new Change.RenameIndex(index("CREATE INDEX r ON t (c)"), index("CREATE INDEX s ON t (c)")),
            new Change.ReplaceIndex(
                    index("CREATE INDEX x ON t (d)"),
                    index("CREATE UNIQUE INDEX x ON t (d)"),
                    "x_12345678_swap",
                    Set.of(new Table("", "t"))));

    @Test
    void uniqueOnesComeFirstAndDropsLast() {
        assertThat(Migrations.number(ALL, Optional.empty(), new Version("7"), FileStyle.FLYWAYS))
                .extracting(NumberedMigration::fileName)
                .containsExactly(
                        "V7__create_a_key_and_1_more.sql",
                        "V8__rename_r_to_s_and_2_more.sql",
                        "V9__drop_x_12345678_swap.sql");
        assertThat(Migrations.of(ALL, Optional.empty()))
                .extracting(migration -> migration.sections().stream()
                        .map(section -> section.entry().summary())
                        .toList())
                .containsExactly(
                        List.of("create a_key", "create x_12345678_swap"),
                        List.of("rename r to s", "create a_idx", "swap x with x_12345678_swap"),
                        List.of("drop x_12345678_swap"));
    }

    @Test
    void aNameIsGivenToAll() {
        Optional<String> name = Optional.of("add_performance_indexes");

        assertThat(Migrations.number(ALL, name, new Version("7"), FileStyle.FLYWAYS))
                .extracting(NumberedMigration::fileName)
                .containsExactly(
                        "V7__add_performance_indexes_unique.sql",
                        "V8__add_performance_indexes.sql",
                        "V9__add_performance_indexes_drops.sql");
        assertThat(Migrations.number(List.of(new Change.CreateIndex(KEY)), name, new Version("7"), FileStyle.FLYWAYS))
                .extracting(NumberedMigration::fileName)
                .containsExactly("V7__add_performance_indexes.sql");
        assertThat(Migrations.isName("2_b")).isTrue();
        assertThat(List.of("", "a b", "../a", "_", "a".repeat(101))).noneMatch(Migrations::isName);
    }

    @Test
    void whatIsWrittenIsShort() {
        assertThat(lines(List.of(new Change.CreateIndex(A)))).isLessThanOrEqualTo(30);
        List<Change> many = new ArrayList<>();
        for (int i = 0; i < 39; i++) {
            many.add(new Change.CreateIndex(index("CREATE INDEX a%d_idx ON t (a) WHERE b = %1$d".formatted(i))));
        }
        assertThat(lines(many)).isLessThanOrEqualTo(39 * 6 + 30);
        // Create, create, swap, drop, drop: the fourth of docs/six-releases.md.
        List<Change> release = List.of(
                new Change.CreateIndex(A),
                new Change.ReplaceIndex(
                        index("CREATE INDEX x ON t (d)"),
                        index("CREATE INDEX x ON t (d, e)"),
                        "x_12345678_swap",
                        Set.of(new Table("", "t"))),
                new Change.DropIndex(index("CREATE INDEX z ON t (f)"), Set.of(new Table("", "t")), Set.of()));
        assertThat(release.stream().flatMap(change -> change.sections().stream()))
                .hasSize(5);
        assertThat(lines(release)).isLessThanOrEqualTo(80);
    }

    @Test
    void whatCanRunInATransactionDoes() {
        Change rename = ALL.get(2);

        assertThat(Migrations.of(List.of(rename), Optional.empty()))
                .singleElement()
                .satisfies(migration -> assertThat(migration.configuration()).isEmpty());
        assertThat(Migrations.of(List.of(ALL.get(0)), Optional.empty()))
                .singleElement()
                .satisfies(migration -> assertThat(migration.configuration())
                        .hasValueSatisfying(text -> assertThat(text)
                                .contains("executeInTransaction=false", "placeholderReplacement=false")));
        assertThat(Scripts.of(new Section.Rename(A, index("CREATE INDEX \"${x}\" ON t (a)")))
                        .configuration())
                .hasValue("placeholderReplacement=false\n");
    }

    private static long lines(List<Change> changes) {
        return Migrations.of(changes, Optional.empty()).stream()
                .mapToLong(migration -> migration.text().lines().count())
                .sum();
    }

    private static DeclaredIndex index(String definition) {
        return LedgerTest.declared("com.acme.T", definition);
    }
}
