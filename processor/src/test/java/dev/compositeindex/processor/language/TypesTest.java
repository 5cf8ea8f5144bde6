package dev.compositeindex.processor.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.testing.Effort;
import dev.compositeindex.testing.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Operators, functions, casts and what else depends on types, on a column of each type: what the server refuses, the
 * processor refuses, and the other way round. {@code -Dtypes=100000} tries more, {@code -Dtypes.seed} others.
 */
@Tag("slow")
class TypesTest {
    private static final int EXPRESSIONS = Effort.of("types", 2_000, 100_000);
    private static final long SEED = Long.getLong("types.seed", 3);

    /** A column of each, called like the type. */
    private static final List<String> TYPES = List.of(
            "int2",
            "int4",
            "int8",
            "numeric",
            "float4",
            "float8",
            "money",
            "oid",
            "bool",
            "text",
            "varchar",
            "bpchar",
            "name",
            "bytea",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "uuid",
            "json",
            "jsonb",
            "xml",
            "bit",
            "varbit",
            "inet",
            "cidr",
            "macaddr",
            "point",
            "box",
            "circle",
            "polygon",
            "int4range",
            "tstzrange",
            "int8multirange",
            "tsvector",
            "tsquery",
            "text[]",
            "int4[]",
            "varchar[]",
            "numeric[]",
            "timestamptz[]",
            "jsonb[]",
            "pg_lsn");

    /** Those that come with the server and have operators for built-in types. */
    private static final List<String> EXTENSIONS =
            List.of("btree_gist", "cube", "earthdistance", "intarray", "pg_trgm");

    private static final List<String> LITERALS = List.of(
            "'1'",
            "1",
            "2.5",
            "true",
            "'2020-01-01'",
            "'a'",
            "'{}'",
            "'{a,b}'",
            "'[1,2)'",
            "'{[1,2)}'",
            "'empty'",
            "'10/8'",
            "'infinity'",
            "'{\"a\": 1}'");

    private static final List<String> FORMS = List.of(
            "(coalesce(%1$s, %2$s))",
            "(greatest(%1$s, %2$s))",
            "(nullif(%1$s, %2$s))",
            "(CASE WHEN {c_bool} THEN %1$s ELSE %2$s END)",
            "(CASE %1$s WHEN %2$s THEN 1 END)",
            "(%1$s IN (%2$s, %3$s))",
            "(%1$s IN (%2$s))",
            "(%1$s = ANY (%2$s))",
            "(%1$s BETWEEN %2$s AND %3$s)",
            "(%1$s LIKE %2$s)",
            "(%1$s ILIKE %2$s ESCAPE %3$s)",
            "(%1$s SIMILAR TO %2$s)",
            "(ARRAY[%1$s, %2$s])",
            "(ARRAY[%1$s]::text[])",
            "((%1$s)[%2$s])",
            "(%1$s IS DISTINCT FROM %2$s)",
            "(NOT %1$s)",
            "(%1$s AND %2$s)",
            "(%1$s IS TRUE)",
            "(%1$s AT TIME ZONE %2$s)",
            "(%1$s COLLATE \"C\" || 'x')",
            "((%1$s, %2$s) < (%3$s, 1))",
            "(extract(year FROM %1$s))",
            "(trim(BOTH %1$s FROM %2$s))",
            "(substring(%1$s FROM %2$s FOR %3$s))",
            "(substring(%1$s FOR %2$s))",
            "(position(%1$s IN %2$s))",
            "(overlay(%1$s PLACING %2$s FROM %3$s))",
            "((%1$s, %2$s) OVERLAPS (%3$s, %1$s))",
            "(- %1$s)",
            "(%1$s ISNULL)",
            "(%1$s || %2$s)",
            "(%1$s + %2$s)",
            "(%1$s - %2$s)",
            "(%1$s -> %2$s)",
            "(%1$s ->> %2$s)");

    /** What is said of the value of a literal, and of no type. */
    private static final Pattern OF_VALUES = Pattern.compile("22...|42601|0A000");

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @EnumSource
    void serverAndProcessorAgree(PostgresServer server) throws SQLException {
        Map<String, String> columns = columns();
        Pipeline pipeline = new Pipeline(Integer.parseInt(server.majorVersion()), columns);
        try (Trial trial = Trial.on(server, columns, EXTENSIONS)) {
            List<Declaration> declarations = List.copyOf(declarations(trial));
            List<Trial.Outcome> outcomes =
                    trial.attempt(declarations.stream().map(Declaration::sql).toList());
            List<String> wronglyAccepted = new ArrayList<>();
            List<String> wronglyRefused = new ArrayList<>();
            int accepted = 0;
            for (int i = 0; i < declarations.size(); i++) {
                Checked<String> ours = pipeline.run(declarations.get(i));
                Trial.Outcome outcome = outcomes.get(i);
                accepted += outcome.accepted() ? 1 : 0;
                if (ours.value().isPresent()
                        && !outcome.accepted()
                        && !OF_VALUES.matcher(outcome.sqlState()).matches()) {
                    wronglyAccepted.add(declarations.get(i).sql() + "\n    " + outcome.text());
                } else if (ours.value().isEmpty() && outcome.accepted()) {
                    wronglyRefused.add(declarations.get(i).sql() + "\n    "
                            + ours.problems().get(0).message());
                }
            }
            System.out.printf(
                    "%s: %d expressions, %d accepted by the server, %d wrongly accepted, %d wrongly refused%n",
                    server.majorVersion(),
                    declarations.size(),
                    accepted,
                    wronglyAccepted.size(),
                    wronglyRefused.size());
            assertThat(wronglyRefused).isEmpty();
            assertThat(wronglyAccepted).isEmpty();
        }
    }

    private Set<Declaration> declarations(Trial trial) throws SQLException {
        List<String> operators = trial.strings(
                "SELECT DISTINCT oprname FROM pg_operator WHERE oprnamespace = 'pg_catalog'::regnamespace ORDER BY 1");
        List<String> functions = trial.strings("""
                SELECT proname || ' ' || least(pronargs, 4) FROM pg_proc
                 WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND NOT proretset AND pronargs > 0
                   AND proname <> 'btvarstrequalimage'
                   AND ARRAY(SELECT CASE WHEN a::regtype::text LIKE 'any%%' THEN 'int4'::regtype::oid ELSE a END
                               FROM unnest(proargtypes) a) <@ '{%s}'::regtype[]::oid[]
                 GROUP BY 1 ORDER BY 1""".formatted(String.join(",", TYPES)));
        Set<Declaration> declarations = new LinkedHashSet<>();
        while (declarations.size() < EXPRESSIONS) {
            String expression = switch (random.nextInt(4)) {
                case 0 -> "(%s %s %s)".formatted(value(), any(operators), value());
                case 1 -> call(any(functions).split(" "));
                case 2 -> "(%s::%s)".formatted(value(), any(TYPES));
                default -> any(FORMS).formatted(value(), value(), value());
            };
            if (!expression.contains("{c_")) {
                continue;
            }
            boolean predicate = random.nextInt(4) == 0;
            declarations.add(new Declaration(
                    List.of(predicate ? column("int4") : expression),
                    "btree",
                    false,
                    true,
                    predicate ? expression : "",
                    List.of(),
                    List.of()));
        }
        return declarations;
    }

    private String call(String[] nameAndCount) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(nameAndCount[1]); i++) {
            arguments.add(value());
        }
        return "\"%s\"(%s)".formatted(nameAndCount[0], String.join(", ", arguments));
    }

    private String value() {
        return random.nextInt(4) == 0 ? any(LITERALS) : "{" + column(any(TYPES)) + "}";
    }

    /** A column of each type, and what it is of. */
    static Map<String, String> columns() {
        Map<String, String> columns = new TreeMap<>();
        TYPES.forEach(type -> columns.put(column(type), type));
        return columns;
    }

    private static String column(String type) {
        return "c_" + type.replace("[]", "s");
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
