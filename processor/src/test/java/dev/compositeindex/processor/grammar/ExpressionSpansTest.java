package dev.compositeindex.processor.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in the text an expression stands. */
class ExpressionSpansTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "a",
                "x . \"a\"",
                "- 5",
                "NOT a OR b",
                "(a + b) * c",
                "a::x[] <> 'y'",
                "interval '1' year + a",
                "CASE WHEN a THEN b ELSE c END",
                "(a).x[1]",
                "f(a, b) COLLATE \"C\"",
                "a NOT BETWEEN 1 AND 2",
                "(a, b) OVERLAPS (c, d)",
                "json_array(a, b RETURNING jsonb)",
                "treat(a AS x)",
                "ARRAY[[a], [b]]",
            })
    void theWholeStandsWhereItIsWritten(String sql) {
        List<SqlToken> tokens = tokens(sql);

        assertThat(parse(tokens).span().of(tokens)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '§',
            value = {
                "a + (b * - 2) ; a ; b * - 2",
                "(a + b) || 'c' || d ; (a + b) || 'c' ; d",
                "f(a)::x = ( ( g[1:2] ) ) ; f(a)::x ; g[1:2]",
                "date '2020-01-01' < x.a ; date '2020-01-01' ; x.a",
                "ROW(a, b) = (c, d) ; ROW(a, b) ; (c, d)",
                "n * 2 <= ANY (a) ; n * 2 ; a",
            })
    void partsStandWithoutParenthesesAroundThem(String sql, String left, String right) {
        List<SqlToken> tokens = tokens(sql);
        Expression whole = parse(tokens);

        assertThat(
                        whole instanceof Expression.Quantified quantified
                                ? Stream.of(quantified.value(), quantified.array())
                                : ((Expression.Operation) whole).operands().stream())
                .extracting(part -> text(part.span().of(tokens)))
                .containsExactly(text(tokens(left)), text(tokens(right)));
    }

    private static Expression parse(List<SqlToken> tokens) {
        return ((ExpressionGrammar.Parsed) ExpressionGrammar.parse(tokens)).expression();
    }

    private static String text(List<SqlToken> tokens) {
        return tokens.stream().map(SqlToken::text).collect(Collectors.joining(" "));
    }

    private static List<SqlToken> tokens(String sql) {
        return ((SqlTokenizer.Tokens) SqlTokenizer.tokenize(sql)).list();
    }
}
