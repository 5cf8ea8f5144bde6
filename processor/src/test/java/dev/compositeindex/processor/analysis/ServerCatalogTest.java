package dev.compositeindex.processor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the processor knows of the servers' catalogues is what is in them, from the oldest to the newest release. {@code
 * -Dgoldens.update=true} writes the resources anew.
 */
class ServerCatalogTest {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/compositeindex/processor/analysis");

    private static final int ANY_NUMBER = 20;
    private static final String EXTENSION = " extension";

    /** Those that come with PostgreSQL and have operator classes for its own access methods. */
    private static final List<String> EXTENSIONS = List.of(
            "btree_gin", "btree_gist", "citext", "cube", "hstore", "intarray", "isn", "ltree", "pg_trgm", "seg");

    /** Of each method, the operator classes, and what their keys are, in a schema where only extensions are not built in; a class with parameters has a support function for them. */
    private static final String OPERATOR_CLASSES = """
            SELECT amname || ' ' || opcname || ' ' || format_type(opcintype, NULL),
                   CASE WHEN opcdefault THEN ' default' ELSE '' END
                   || CASE WHEN EXISTS (SELECT FROM pg_amproc
                                         WHERE amprocfamily = opcfamily AND amproclefttype = opcintype
                                           AND amprocrighttype = opcintype
                                           AND amprocnum = CASE amname WHEN 'btree' THEN 5 WHEN 'hash' THEN 3
                                                   WHEN 'gist' THEN 10 WHEN 'gin' THEN 7 WHEN 'spgist' THEN 7
                                                   WHEN 'brin' THEN 5 END)
                           THEN ' parameters' ELSE '' END
                   || CASE WHEN opcnamespace = 'pg_catalog'::regnamespace THEN '' ELSE ' extension' END
              FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod
            """;

    /**
     * Of each function and number of arguments, what keeps it out of an index, unless another function of that name and
     * number may be in one. Of those with a variadic argument, 20 stands for any number.
     */
    private static final String FUNCTIONS = """
            SELECT proname, n,
                   min(CASE WHEN prokind = 'a' THEN 'aggregate' WHEN prokind = 'w' THEN 'window'
                            WHEN proretset THEN 'set' WHEN provolatile <> 'i' THEN 'mutable' ELSE '' END)
              FROM pg_proc
              CROSS JOIN LATERAL generate_series(pronargs - pronargdefaults,
                                                 CASE WHEN provariadic <> 0 THEN 20 ELSE pronargs END) n
             WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind <> 'p'
             GROUP BY proname, n
            """;

    @Test
    void operatorClasses() throws IOException, SQLException {
        List<Set<String>> builtIn = new ArrayList<>();
        SortedSet<String> all = new TreeSet<>();
        for (PostgresRelease release : PostgresRelease.values()) {
            Set<String> lines = query(release, OPERATOR_CLASSES).stream()
                    .map(row -> row.get(0) + row.get(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            all.addAll(lines);
            lines.removeIf(line -> line.endsWith(EXTENSION));
            builtIn.add(lines);
        }
        assertThat(builtIn).allMatch(lines -> lines.equals(builtIn.get(0)));
        assertResource("operator-classes.txt", List.copyOf(all));
    }

    @Test
    void functions() throws IOException, SQLException {
        SortedMap<String, SortedMap<Integer, String>> kinds = new TreeMap<>();
        for (PostgresRelease release : PostgresRelease.values()) {
            for (List<String> row : query(release, FUNCTIONS)) {
                // What one release takes is not refused.
                kinds.computeIfAbsent(row.get(0), name -> new TreeMap<>())
                        .merge(Integer.valueOf(row.get(1)), row.get(2), (a, b) -> a.isEmpty() ? a : b);
            }
        }
        List<String> lines = new ArrayList<>();
        kinds.forEach((name, byCount) -> {
            String ofAny = byCount.getOrDefault(ANY_NUMBER, "");
            int least = ANY_NUMBER;
            while (!ofAny.isEmpty() && ofAny.equals(byCount.get(least - 1))) {
                least--;
            }
            for (Map.Entry<Integer, String> entry : byCount.entrySet()) {
                if (!entry.getValue().isEmpty() && entry.getKey() <= least) {
                    lines.add("%s %d%s %s"
                            .formatted(
                                    name,
                                    entry.getKey(),
                                    entry.getKey() == least && !ofAny.isEmpty() ? "+" : "",
                                    entry.getValue()));
                }
            }
        });
        assertResource("functions.txt", lines);
    }

    private static void assertResource(String name, List<String> lines) throws IOException {
        Path resource = RESOURCES.resolve(name);
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(resource, String.join("\n", lines) + "\n");
        }
        assertThat(resource).hasContent(String.join("\n", lines));
    }

    private static List<List<String>> query(PostgresRelease release, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = release.newDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA extensions");
            for (String extension : EXTENSIONS) {
                statement.execute("CREATE EXTENSION %s SCHEMA extensions".formatted(extension));
            }
            try (ResultSet row = statement.executeQuery(sql)) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        values.add(row.getString(i));
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }
}
