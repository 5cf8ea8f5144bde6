package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.cli.adoption.UndeclaredIndexes.OfTable;
import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Effort;
import dev.compositeindex.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random indexes that nobody declares, of all that a declaration can say: the annotations that are printed for them are
 * pasted into the classes and compiled, and then every index is equal. {@code -Dadoptions=2000} tries more, {@code
 * -Dadoptions.seed} others.
 */
@Tag("slow")
class RoundTripTest {
    private static final int INDEXES = Effort.of("adoptions", 100, 2_000);
    private static final long SEED = Long.getLong("adoptions.seed", 7);

    private static final Map<String, Table> TABLES = new TreeMap<>(Map.of(
            "Course", new Table("", "course"),
            "Text", new Table("", "text"),
            "Order", new Table("", "Order"),
            "Odd", new Table("My \"Schema\" $$", "Tä$$ '\\\\ble \uD83D\uDE00"),
            "Hidden", new Table("audit", "course")));

    /** By field; the column follows from it. */
    private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
            "title", "text",
            "desc", "varchar(20)",
            "isPublished", "boolean",
            "createdAt", "timestamptz",
            "größe", "numeric",
            "userID", "int",
            "address2Line", "text COLLATE \"C\"",
            "order", "mood",
            "$cash", "short"));

    private static final List<String> PREDICATES = List.of(
            "title IN ('a', 'b')",
            "\"desc\" IN ('a', 'b')",
            "title LIKE 'x%%' OR \"desc\" = 'y'",
            "is_published",
            "NOT is_published AND created_at > '2020-01-01'",
            "\"größe\" BETWEEN 1 AND 2.5",
            "%s.userid > 0",
            "title = E'tab \\t line \\n back \\\\ quote '' \" {x}; -- /*'",
            "address2_line ~ '^[a-z]{2}$' AND address2_line <> '{\"a\":1}'",
            "lower(title) = 'x' AND \"desc\" COLLATE \"C\" < 'b'",
            "\"order\" IN ('sad', 'ünhäppy') OR \"order\" IS NULL",
            "\"$cash\" > -1 AND userid = ANY ('{1,2}'::int[])",
            "CASE WHEN is_published THEN title::text ELSE \"desc\" END IS NOT NULL",
            "title::pg_catalog.text = 'x'");

    /** With other methods, operator classes and collations, and with expressions. */
    private static final List<String> OTHERS = List.of(
            "USING hash (title)",
            "USING hash (\"desc\") WHERE is_published",
            "USING gin (to_tsvector('simple', title), (ARRAY[userid, 1])) WITH (fastupdate = off)",
            "USING brin (created_at, userid int4_minmax_multi_ops (values_per_range = 16))",
            "USING brin (title text_bloom_ops (n_distinct_per_range = -0.5, false_positive_rate = 0.05))",
            "USING spgist (title) INCLUDE (userid)",
            "USING gist (int4range(userid, NULL), box(point(userid, 0), point(1, 1))) WITH (buffering = auto)",
            "(title text_pattern_ops, \"desc\" varchar_pattern_ops DESC)",
            "(title COLLATE \"C\", address2_line COLLATE \"ucs_basic\" DESC NULLS LAST, userid)",
            "(lower(title) COLLATE \"C\" text_pattern_ops DESC, lower(title), lower((\"desc\")::text))",
            "((\"größe\" * 2 + userid) DESC NULLS LAST, COALESCE(title, \"desc\"::text), is_published)",
            "((CASE WHEN is_published THEN title ELSE 'tab \t {x}; -- (' || \"desc\" END), (NOT is_published))",
            "((created_at AT TIME ZONE 'UTC'), \"left\"(title, 3), (\"order\" = 'sad'::mood), date_part('year', created_at AT TIME ZONE 'UTC'))");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsPrintedDeclaresWhatIsThere(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql("CREATE TYPE mood AS ENUM ('sad', 'ünhäppy')", "CREATE DOMAIN short AS int CHECK (VALUE < 1000)");
        for (Table table : TABLES.values()) {
            if (!table.schema().isEmpty()) {
                project.sql("CREATE SCHEMA IF NOT EXISTS " + Identifiers.quote(table.schema()));
            }
            project.sql("CREATE TABLE " + Identifiers.quote(table)
                    + TYPES.entrySet().stream()
                            .map(field -> Identifiers.quote(column(field.getKey())) + " " + field.getValue())
                            .collect(Collectors.joining(", ", " (dropped int, ", ")")));
            project.sql("ALTER TABLE " + Identifiers.quote(table) + " DROP dropped");
        }
        int created = create(project, new Random(SEED));

        compile(project, Map.of());
        Map<String, List<String>> pasted = new TreeMap<>();
        for (OfTable table : project.adopt().undeclared()) {
            String name = table.declaring().orElseThrow();
            assertThat(Identifiers.quote(table.table())).endsWith(Identifiers.quote(TABLES.get(name)));
            for (Proposal proposal : table.proposals()) {
                assertThat(proposal).isInstanceOf(Proposal.Declarable.class);
                pasted.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(((Proposal.Declarable) proposal).annotation());
            }
        }
        assertThat(pasted.values().stream().mapToInt(List::size).sum()).isEqualTo(created);

        compile(project, pasted);
        Adoption adoption = project.adopt();
        assertThat(adoption.undeclared()).isEmpty();
        assertThat(adoption.findings())
                .hasSize(created)
                .allSatisfy(finding ->
                        assertThat(finding.outcome()).as("%s", finding).isEqualTo(Outcome.EQUAL));

        Plan written = project.record();
        assertThat(written.sections()).hasSize(created);
        assertThat(project.adopt().findings()).isEmpty();
        System.out.printf("%s: %d random indexes printed, pasted, compiled, and equal%n", server, created);
    }

    /** Distinct ones: of two that are equal, one is not to be declared. */
    private static int create(AdoptedProject project, Random random) throws SQLException {
        List<Table> tables = List.copyOf(TABLES.values());
        Set<String> definitions = new LinkedHashSet<>();
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < INDEXES; i++) {
            Table table = tables.get(random.nextInt(tables.size()));
            List<String> fields = new ArrayList<>(TYPES.keySet());
            Collections.shuffle(fields, random);
            int keys = 1 + random.nextInt(3);
            String definition = random.nextInt(3) == 0
                    ? "ON %s %s".formatted(Identifiers.quote(table), OTHERS.get(random.nextInt(OTHERS.size())))
                    : "ON %s (%s)%s%s%s"
                            .formatted(
                                    Identifiers.quote(table),
                                    fields.subList(0, keys).stream()
                                            .map(field -> Identifiers.quote(column(field)) + order(random))
                                            .collect(Collectors.joining(", ")),
                                    random.nextInt(3) > 0
                                            ? ""
                                            : fields.subList(keys, keys + 1 + random.nextInt(2)).stream()
                                                    .map(field -> Identifiers.quote(column(field)))
                                                    .collect(Collectors.joining(", ", " INCLUDE (", ")")),
                                    random.nextInt(3) > 0
                                            ? ""
                                            : " WITH (fillfactor = " + (70 + random.nextInt(30))
                                                    + ", deduplicate_items = off)",
                                    random.nextBoolean()
                                            ? ""
                                            : " WHERE "
                                                    + PREDICATES
                                                            .get(random.nextInt(PREDICATES.size()))
                                                            .formatted(Identifiers.quote(table.name())));
            String unique = !definition.contains("USING") && random.nextInt(4) == 0 ? "UNIQUE " : "";
            if (definitions.add(unique + definition.replaceFirst(" WITH \\([^)]*\\)", ""))) {
                statements.add("CREATE " + unique + "INDEX " + Identifiers.quote(name(i)) + " " + definition);
            }
        }
        project.sql(statements.toArray(String[]::new));
        return definitions.size();
    }

    private static String order(Random random) {
        return List.of("", " DESC", " DESC NULLS LAST", " NULLS FIRST").get(random.nextInt(4));
    }

    private static String name(int i) {
        return switch (i % 4) {
            case 0 -> "Ünï\"cödé \\ ${x} '; -- \u00a0 " + i;
            case 1 -> "long_" + "n".repeat(58 - Integer.toString(i).length()) + i;
            case 2 -> "idx " + i;
            default -> "idx_" + i;
        };
    }

    private static void compile(AdoptedProject project, Map<String, List<String>> annotations) throws IOException {
        TABLES.forEach((name, table) -> project.source(name + ".java", """
                import dev.compositeindex.CompositeIndex;
                import dev.compositeindex.IndexedTable;

                @IndexedTable(value = %s, schema = %s)
                %s
                public class %s {
                %s
                }
                """.formatted(
                        JavaText.literal(table.name()),
                        JavaText.literal(table.schema()),
                        String.join("\n", annotations.getOrDefault(name, List.of())),
                        name,
                        TYPES.keySet().stream()
                                .map(field -> "    String " + field + ";")
                                .collect(Collectors.joining("\n")))));
        project.compile(CompilerKind.JAVAC);
    }

    private static String column(String field) {
        return dev.compositeindex.processor.mapping.Words.snakeCase(field, true);
    }
}
