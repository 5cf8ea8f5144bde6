package dev.compositeindex.processor.builtin;

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
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the processor knows of the servers' catalogues is what is in them, from the oldest to the newest release. {@code
 * -Dgoldens.update=true} writes the resources anew.
 */
@Tag("slow")
class ServerCatalogTest {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/compositeindex/processor/builtin");

    private static final String EXTENSION = " extension";

    /** Those that come with PostgreSQL and have operator classes for its own access methods. */
    private static final List<String> EXTENSIONS = List.of(
            "btree_gin",
            "btree_gist",
            "citext",
            "cube",
            "earthdistance",
            "hstore",
            "intarray",
            "isn",
            "ltree",
            "pg_trgm",
            "seg");

    /** Of each method, the operator classes, and what their keys are, in a schema where only extensions are not built in; a class with parameters has a support function for them. */
    private static final String OPERATOR_CLASSES = """
            SELECT amname || ' ' || opcname || ' ' || (SELECT typname FROM pg_type WHERE oid = opcintype),
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

    /** That of a function; {@code t} if it does no more than print a value and go on with the text, when it is inlined. */
    private static final String VOLATILITY = """
            CASE WHEN provolatile = 's' AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql')
                      AND prosrc LIKE 'select %$_::pg_catalog.text%' THEN 't' ELSE provolatile::text END""";

    /** Of each function: what it is, its volatility, its result, its arguments, and how many may be missing. */
    private static final String FUNCTIONS = """
            SELECT proname || ' ' || coalesce((SELECT string_agg(typname, ',' ORDER BY n)
                                  FROM unnest(proargtypes) WITH ORDINALITY AS a (type, n) JOIN pg_type ON oid = type), '.')
                   || CASE WHEN provariadic <> 0 THEN ' variadic' ELSE '' END,
                   CASE WHEN prokind <> 'f' THEN prokind WHEN proretset THEN 's' ELSE 'f' END::text
                   || ' ' || %1$s || ' ' || (SELECT typname FROM pg_type WHERE oid = prorettype)
                   || CASE pronargdefaults WHEN 0 THEN '' ELSE ' ' || pronargdefaults END
              FROM pg_proc
             WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind <> 'p'
            """;

    /**
     * Of each operator that takes a built-in type, those of extensions included: its operands, its result, and the volatility of
     * its function. A literal may stand for an operand of an extension's type, and nothing else that is known.
     */
    private static final String OPERATORS = """
            SELECT oprname || ' ' || CASE WHEN oprleft = 0 THEN '.' WHEN l.typnamespace = r.pg THEN l.typname ELSE 'unknown' END
                   || ' ' || CASE WHEN rt.typnamespace = r.pg THEN rt.typname ELSE 'unknown' END,
                   max(CASE WHEN t.typnamespace = r.pg THEN t.typname ELSE 'unknown' END || ' ' || %1$s
                       || CASE WHEN oprnamespace = r.pg THEN '' ELSE ' extension' END)
              FROM pg_operator CROSS JOIN (SELECT 'pg_catalog'::regnamespace::oid AS pg) r
              LEFT JOIN pg_type l ON l.oid = oprleft JOIN pg_type rt ON rt.oid = oprright
              JOIN pg_type t ON t.oid = oprresult JOIN pg_proc p ON p.oid = oprcode
             WHERE r.pg IN (l.typnamespace, rt.typnamespace)
             GROUP BY 1
            """;

    /** Of each cast: when it is done, how, and the volatility of its function. */
    private static final String CASTS = """
            SELECT s.typname || ' ' || t.typname,
                   castcontext::text || ' ' || castmethod::text || ' ' || coalesce(provolatile, 'i')::text
              FROM pg_cast JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget
              LEFT JOIN pg_proc p ON p.oid = castfunc
             WHERE 'pg_catalog'::regnamespace IN (s.typnamespace) AND t.typnamespace = s.typnamespace
            """;

    /**
     * Of each type: its category, its nature, its element, subtype or range, whether it is the preferred one of the category,
     * has a collation, takes modifiers, the volatilities of its input and its output, and its name in SQL.
     */
    private static final String TYPES = """
            SELECT t.typname,
                   t.typcategory::text || ' ' || t.typtype::text || ' '
                   || CASE t.typtype WHEN 'r' THEN s.typname WHEN 'm' THEN m.typname
                           ELSE CASE WHEN t.typcategory = 'A' THEN coalesce(e.typname, '.') ELSE '.' END END
                   || ' ' || concat(CASE WHEN t.typispreferred THEN 'p' END, CASE WHEN t.typcollation <> 0 THEN 'c' END,
                                    CASE WHEN t.typmodin <> 0 THEN 'm' END, '-', i.provolatile, o.provolatile)
                   || ' ' || format_type(t.oid, NULL)
              FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem
              LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_type s ON s.oid = r.rngsubtype
              LEFT JOIN pg_range rm ON rm.rngmultitypid = t.oid LEFT JOIN pg_type m ON m.oid = rm.rngtypid
              JOIN pg_proc i ON i.oid = t.typinput JOIN pg_proc o ON o.oid = t.typoutput
             WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype <> 'c' AND coalesce(e.typtype, 'b') <> 'c'
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
        assertResource("functions.txt", byRelease(FUNCTIONS.formatted(VOLATILITY)));
    }

    @Test
    void operators() throws IOException, SQLException {
        assertResource("operators.txt", byRelease(OPERATORS.formatted(VOLATILITY)));
    }

    @Test
    void casts() throws IOException, SQLException {
        assertResource("casts.txt", byRelease(CASTS));
    }

    @Test
    void types() throws IOException, SQLException {
        assertResource("types.txt", byRelease(TYPES));
    }

    /** One line for what all releases say of something; else one for each run of releases that say the same. */
    private static List<String> byRelease(String sql) throws SQLException {
        SortedMap<String, SortedMap<PostgresRelease, String>> values = new TreeMap<>();
        for (PostgresRelease release : PostgresRelease.values()) {
            for (List<String> row : query(release, sql)) {
                values.computeIfAbsent(row.get(0), key -> new TreeMap<>()).put(release, row.get(1));
            }
        }
        List<String> lines = new ArrayList<>();
        values.forEach((key, byRelease) -> {
            PostgresRelease first = byRelease.firstKey();
            for (PostgresRelease release : byRelease.keySet()) {
                String value = byRelease.get(release);
                boolean isLast = release == PostgresRelease.V18
                        || !value.equals(byRelease.get(PostgresRelease.values()[release.ordinal() + 1]));
                if (isLast) {
                    boolean isAlways = first == PostgresRelease.V14 && release == PostgresRelease.V18;
                    String range = isAlways ? "" : first.majorVersion() + "-" + release.majorVersion() + " ";
                    lines.add(range + key + " " + value);
                    first = PostgresRelease.values()[Math.min(release.ordinal() + 1, 4)];
                }
            }
        });
        return lines;
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
