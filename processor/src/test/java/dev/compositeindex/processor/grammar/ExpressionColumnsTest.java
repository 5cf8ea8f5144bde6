package dev.compositeindex.processor.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are those of columns. All that are columns here are called {@code a} or {@code b}, and nothing else is. */
class ExpressionColumnsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "a",
                "(a + \"b\")",
                "x(a, y.x(b))",
                "\"x\"(a)",
                "(a).x",
                "(a).x.y[b]",
                "x.a > y.x.b",
                "a::x = b",
                "a :: x",
                "a::x.y[] = b",
                "a::\"x\"",
                "a::timestamp(3) without time zone = b",
                "a::double precision + b",
                "a::character varying(20) || b",
                "a::x(y, 2) = b",
                "x(a::interval year to month, b)",
                "CAST(a AS double precision)",
                "CAST(a AS x) + b",
                "date '2020-01-01' < a",
                "interval '1' year < a",
                "x 'y' < a",
                "a AT TIME ZONE b",
                "a IS NOT NULL AND b IS UNKNOWN OR NOT a",
                "a IS NOT DISTINCT FROM b",
                "CASE a WHEN 1 THEN b ELSE a END",
                "overlay(a PLACING b FROM 1)",
                "TRIM(BOTH FROM a)",
                "a LIKE b ESCAPE 'x'",
                "a = ANY (ARRAY[b, 1])",
                "ROW(a, b) = (a, b)",
                "a COLLATE x",
                "a COLLATE x.y > b",
                "a COLLATE \"x\" > b",
                "EXTRACT(year FROM a)",
                "EXTRACT(\"x\" FROM a)",
                "(x(y => a, x => b))",
                "a >= b",
                "a[1:b]",
                "a = 'x' AND b <> E'y' OR a = $$x$$",
                "JSON_VALUE(a, '$' RETURNING x) = b",
                "JSON_QUERY(x.a::x, '$' RETURNING numeric(10, 2))",
                "xmlforest(a AS x, x(b COLLATE y) AS y)",
            })
    void columnsAreTold(String sql) {
        List<SqlToken> tokens = tokens(sql);

        assertThat(ExpressionGrammar.columns(tokens))
                .map(place -> tokens.get(place).text())
                .containsExactlyElementsOf(tokens.stream()
                        .map(SqlToken::text)
                        .filter(List.of("a", "b", "\"b\"")::contains)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a +", "a b", "a::", "a COLLATE", "CAST(a AS)", "a > 0 AND"})
    void whatIsNoExpressionHasNone(String sql) {
        assertThat(ExpressionGrammar.columns(tokens(sql))).isEmpty();
    }

    private static List<SqlToken> tokens(String sql) {
        return ((SqlTokenizer.Tokens) SqlTokenizer.tokenize(sql)).list();
    }
}
