package dev.compositeindex.processor.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.testing.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules by which types are chosen, each with what it accepts and what it refuses, on the columns of {@link TypesTest}:
 * what chance finds too rarely.
 */
@Tag("slow")
class TypeRulesTest {
    private static final String ACCEPTED = """
            Which operator or function
              ({c_int4} + '1')
              ({c_text} || {c_int4})
              ('a' || {c_varchar})
              ({c_date} - '2020-01-01')
              ({c_date} + 1)
              ({c_date} + {c_time})
              ({c_time} + '1 hour')
              (sqrt({c_int4}))
              (mod({c_int2}, {c_int8}))
              (round({c_int4}, 1))
              (lower({c_name}))
              (lower({c_bpchar}))
              (date_trunc('day', {c_timestamp}))
              (- {c_interval})
              (substr({c_text}, 1, 3))
              (num_nulls({c_int4}, {c_text}, {c_date}))
              (json_extract_path_text({c_json}, 'a', 'b'))
              (extract(year FROM {c_date}))
              (position('a' IN {c_text}))
              (position({c_bytea} IN {c_bytea}))
              WHERE {c_int4s} @@ '1&2'
              WHERE {c_int4s} @> '{1,2}'
            What stands for an element, an array, a range
              (array_append({c_int4s}, {c_numeric}))
              (array_fill({c_text}, {c_int4s}))
              ({c_int4} || {c_int4s})
              ({c_int4s} || {c_int4s})
              ({c_varchars} || {c_text})
              WHERE {c_int4range} @> 5
              WHERE {c_int4range} @> {c_int4}
              WHERE int8range({c_int8}, {c_int8}) <@ {c_int8multirange}
              WHERE {c_tstzrange} @> {c_timestamptz}
              (lower({c_int4range}))
              (int8multirange(int8range(1, 2)) + {c_int8multirange})
              WHERE {c_int4s} && '{1,2}'
            What becomes what
              ({c_timestamp} AT TIME ZONE 'UTC')
              ({c_timestamptz} AT TIME ZONE 'UTC')
              (({c_timestamptz} AT TIME ZONE 'UTC')::date)
              ({c_text}::int)
              ({c_jsonb}::int)
              ({c_int4}::text)
              ({c_text}::uuid)
              ({c_varchars}::text[])
              (ARRAY[{c_int4}]::text[])
              (ARRAY[ARRAY[{c_int4}], ARRAY[{c_int2}]]::int8[])
              (ARRAY[{c_int4s}]::int8[])
              ({c_int4s} || ARRAY[]::int4[])
              (text({c_int4}))
              (int4({c_text}))
              ({c_text}::varchar(20))
              ({c_bool}::int)
            One type for several values
              (coalesce({c_int4}, {c_numeric}))
              (coalesce({c_numeric}, {c_int4}, {c_float8}))
              (coalesce({c_text}, 'x'))
              (coalesce({c_int4}, '1'))
              (coalesce({c_int4s}, '{}'))
              (greatest({c_int4}, {c_int8}))
              (nullif({c_text}, ''))
              (nullif({c_int4}, {c_numeric}))
              (ARRAY[{c_int2}, {c_int8}])
              (CASE WHEN {c_bool} THEN {c_varchar} ELSE 'x' END)
              (CASE {c_int4} WHEN 1 THEN 'a' WHEN {c_int8} THEN {c_text} END)
              (CASE WHEN {c_bool} THEN {c_bpchar} ELSE {c_text} END) text_pattern_ops
              WHERE {c_int4} IN (1, 2.5)
              WHERE {c_int4} IN (1, '2')
              WHERE {c_text} IN ('a', 'b')
              WHERE {c_numeric} IN (1, {c_int4})
              WHERE {c_int4} NOT IN (1, {c_int8})
              WHERE {c_jsonb} IN ('1', '{}')
              WHERE {c_text} LIKE ANY (ARRAY['a%', 'b%'])
              WHERE {c_int4} = ANY ('{1,2}')
              WHERE {c_int4} = ANY ({c_int4s})
              WHERE {c_varchar} = ANY (ARRAY['a', 'b']::text[])
            Parts
              (({c_int4s})[1])
              (({c_int4s})['1'])
              (({c_int4s})[1:2])
              (({c_jsonb})['a'][1])
              (({c_point})[0])
              (({c_name})[1])
            Rows
              WHERE ({c_int4}, {c_text}) < ({c_int8}, 'x')
              WHERE ({c_int4}, {c_text}) IN ((1, 'a'), (2, {c_varchar}))
              WHERE ROW({c_int4}, 1) = ROW({c_int8}, {c_int4})
              WHERE ({c_timestamp}, {c_timestamp}) OVERLAPS ({c_timestamp}, {c_interval})
            Conditions and collations
              WHERE {c_bool}
              WHERE {c_bool} AND 'true'
              WHERE {c_bool} OR NULL
              WHERE NOT {c_bool}
              WHERE {c_bool} IS NOT TRUE
              WHERE {c_text} LIKE 'a!%' ESCAPE '!'
              WHERE {c_text} COLLATE "C" < 'x'
              (lower({c_text}) COLLATE "C")
              ({c_text} || 'x') text_pattern_ops
              (ARRAY[{c_text}] COLLATE "C")
            """;

    private static final String REFUSED = """
            Which operator or function
              ({c_date} + '1')
              ({c_int4} + 'x')
              ({c_int4} + {c_text})
              (round({c_float8}, 1))
              (lower({c_int4}))
              (abs({c_text}))
              (length({c_int4}))
              (- {c_text})
              (substr({c_int4}, 1))
              (json_extract_path_text({c_json}, {c_int4}))
              (extract(year FROM {c_timestamptz}))
              (extract(year FROM '2020-01-01'))
              (position({c_int4} IN {c_text}))
              (concat({c_text}, {c_int4}))
              (format('%s', {c_text}))
              (jsonb_build_object('a', {c_int4}))
              WHERE {c_jsonb} LIKE 'x'
              WHERE {c_json} = '{}'
              WHERE {c_int4} LIKE '1%'
              WHERE {c_uuid} = {c_text}
              WHERE {c_bool} = 1
            What stands for an element, an array, a range
              ({c_int4s} || {c_text})
              ({c_int4s} || {c_varchars})
              ({c_int4s} || {c_money})
              ({c_int4s} || '1')
              (array_append({c_text}, {c_text}))
              WHERE {c_int4range} @> {c_int8}
              WHERE {c_int4range} @> {c_int2}
              WHERE {c_int8multirange} @> {c_int4range}
              WHERE {c_varchars} && {c_int4s}
              WHERE {c_texts} && {c_varchars}
              (array_length({c_int4}, 1))
            What becomes what
              ({c_date} AT TIME ZONE 'UTC')
              (timezone('UTC', {c_date}))
              (date_trunc('day', {c_date}))
              (date({c_timestamptz}))
              ({c_timestamptz}::date)
              ({c_text}::date)
              ({c_date}::text)
              ({c_timestamp}::timestamptz)
              (ARRAY[{c_date}]::text[])
              ({c_int4}::uuid)
              ({c_jsonb}::uuid)
              ({c_int4}::bool[])
              ({c_text}::text(3))
              ({c_int4}::int4(3))
              ({c_timestamptzs}::text)
              WHERE {c_date} < {c_timestamptz}
            One type for several values
              (coalesce({c_text}, {c_int4}))
              (coalesce({c_int4}, 'x'))
              (coalesce({c_date}, {c_timestamptz}))
              WHERE greatest({c_json}, {c_json}) IS NULL
              WHERE least({c_point}, {c_point}) IS NULL
              (nullif({c_text}, 1))
              (ARRAY[{c_int2}, {c_text}])
              (CASE WHEN {c_bool} THEN {c_text} ELSE 1 END)
              (CASE WHEN {c_int4} THEN 1 END)
              (CASE {c_int4} WHEN {c_text} THEN 1 END)
              (CASE WHEN {c_bool} THEN {c_text} ELSE {c_bpchar} END) text_pattern_ops
              WHERE {c_int4} IN (1, 'x')
              WHERE {c_text} IN (1, 2)
              WHERE {c_text} IN (1)
              WHERE {c_json} IN ('1', '2')
              WHERE {c_int4} = ANY ({c_int4})
              WHERE {c_int4} * ANY ('{1,2}')
              WHERE {c_int4} = ANY (ARRAY['a', 'b'])
              WHERE {c_text} LIKE ANY ({c_int4s})
              ({c_int4s} || ARRAY[])
            Parts
              (({c_int4})[1])
              (({c_text})[1])
              (({c_int4s})['a'])
              (({c_int4s})[{c_text}])
              (({c_jsonb})['a':'b'])
              (({c_jsonb})[{c_date}])
            Rows
              WHERE ({c_int4}, {c_text}) < ({c_text}, 'x')
              WHERE ({c_int4}, {c_text}) = (1, 'a', 2)
              WHERE ({c_int4}, {c_text}) IN ((1, 'a'), (2, 3))
              WHERE ({c_int4}, {c_text}) LIKE (1, 'a')
              WHERE ({c_int4}, {c_text}) = 5
              (ROW({c_int4}, {c_text}))
            Conditions and collations
              WHERE {c_int4}
              WHERE {c_bool} AND 'x'
              WHERE {c_bool} OR {c_text}
              WHERE NOT {c_text}
              WHERE {c_text} IS TRUE
              WHERE {c_text} LIKE 'a!%' ESCAPE '!!'
              (({c_int4} + 1) COLLATE "C")
              ({c_int4} + 1) text_pattern_ops
              ({c_int4} + 1) date_ops
            """;

    /** What was tried, and what became of it: nothing if it was accepted. */
    private record Verdict(String text, String byServer, String byProcessor) {}

    @ParameterizedTest
    @EnumSource
    void acceptsWhatTheServerAccepts(PostgresServer server) throws SQLException {
        assertThat(verdicts(server, ACCEPTED))
                .filteredOn(verdict ->
                        !verdict.byServer().isEmpty() || !verdict.byProcessor().isEmpty())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatTheServerRefuses(PostgresServer server) throws SQLException {
        assertThat(verdicts(server, REFUSED))
                .filteredOn(verdict -> verdict.byServer().isEmpty()
                        || !verdict.byProcessor().matches("(?s)(TYPES_DO_NOT_FIT|MUTABLE_FUNCTION) .*"))
                .isEmpty();
    }

    private static List<Verdict> verdicts(PostgresServer server, String cases) throws SQLException {
        Map<String, String> columns = TypesTest.columns();
        Pipeline pipeline = new Pipeline(Integer.parseInt(server.majorVersion()), columns);
        List<String> texts = cases.lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        List<Declaration> declarations =
                texts.stream().map(TypeRulesTest::declaration).toList();
        try (Trial trial = Trial.on(server, columns, List.of("intarray"))) {
            List<Trial.Outcome> outcomes =
                    trial.attempt(declarations.stream().map(Declaration::sql).toList());
            return IntStream.range(0, texts.size())
                    .mapToObj(i -> new Verdict(
                            texts.get(i),
                            outcomes.get(i).accepted() ? "" : outcomes.get(i).text(),
                            pipeline.run(declarations.get(i)).problems().stream()
                                    .filter(Problem::isError)
                                    .map(problem -> problem.code() + " " + problem.message())
                                    .findFirst()
                                    .orElse("")))
                    .toList();
        }
    }

    private static Declaration declaration(String text) {
        boolean isPredicate = text.startsWith("WHERE ");
        return new Declaration(
                List.of(isPredicate ? "c_int4" : text),
                "btree",
                false,
                true,
                isPredicate ? text.substring("WHERE ".length()) : "",
                List.of(),
                List.of());
    }
}
