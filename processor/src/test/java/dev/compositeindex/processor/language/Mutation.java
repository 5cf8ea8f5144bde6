package dev.compositeindex.processor.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Texts that are nearly right: tokens of the language moved, doubled, lost and mixed with others; and some noise. */
final class Mutation {
    private static final Pattern TOKEN =
            Pattern.compile("\\s+|\\w+|'(?:[^']|'')*'|\"[^\"]*\"|\\{\\w*}|::|.", Pattern.DOTALL);

    private static final List<String> WORDS = List.of(
            "AND",
            "OR",
            "NOT",
            "IS",
            "NULL",
            "IN",
            "LIKE",
            "ILIKE",
            "BETWEEN",
            "SYMMETRIC",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "ARRAY",
            "ROW",
            "ANY",
            "ALL",
            "SIMILAR TO",
            "ESCAPE",
            "COLLATE",
            "\"C\"",
            "AT TIME ZONE",
            "ASC",
            "DESC",
            "NULLS FIRST",
            "NULLS LAST",
            "text_pattern_ops",
            "int4_ops",
            "jsonb_path_ops",
            "gist_trgm_ops(siglen=32)",
            "lower",
            "coalesce",
            "now",
            "random",
            "max",
            "count",
            "unnest",
            "SELECT",
            "FROM",
            "WHERE",
            "ORDER BY",
            "CAST",
            "AS",
            "text",
            "int",
            "interval",
            "date",
            "timestamp",
            "double precision",
            "numeric(10, 2)",
            "TRUE",
            "DISTINCT FROM",
            "ISNULL",
            "OVERLAPS",
            "extract",
            "trim",
            "substring",
            "position",
            "overlay",
            "VARIADIC",
            "DEFAULT",
            "CURRENT_DATE",
            "ctid",
            "title",
            "amount",
            "INCLUDE",
            "USING",
            "WITH",
            "UNIQUE",
            "pg_catalog",
            "public",
            "é",
            "ünï",
            "nullif",
            "greatest",
            "FILTER",
            "OVER",
            "user",
            "year");

    private static final List<String> PUNCTUATION = List.of(
            "(",
            ")",
            "[",
            "]",
            ",",
            ".",
            "::",
            ":",
            ":=",
            "=>",
            "=",
            "<",
            ">",
            "<>",
            "!=",
            "<=",
            "+",
            "-",
            "*",
            "/",
            "%",
            "^",
            "||",
            "->",
            "->>",
            "#>",
            "@>",
            "&&",
            "?",
            "~",
            "!~*",
            "!",
            "@",
            "|/",
            "<->",
            "$1",
            "$",
            ";",
            "--",
            "/*",
            "'",
            "\"",
            "''",
            "\"\"",
            "{",
            "}",
            "{}",
            "{title}",
            "{amount}",
            "{nope}",
            "{createdAt}",
            "{flag}",
            "createdAt",
            "E'\\n'",
            "$$x$$",
            "'a'",
            "'{\"a\": 1}'",
            "0",
            "1",
            "2.5",
            "1e3",
            ".5",
            "1a",
            "0x1F",
            "1_000",
            "U&'x'",
            "B'01'",
            "N'x'",
            "\\",
            "`",
            "#",
            " ",
            "\t",
            "\n",
            "\u00a0",
            "\u0000",
            "\u0085",
            "\u200b",
            "\u2028",
            "\ud800",
            "\ud83d\ude00");

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** A text with some changes, or another one altogether. */
    String of(String text, String other) {
        if (random.nextInt(30) == 0) {
            return garbage();
        }
        List<String> tokens = tokens(text);
        List<String> others = tokens(other);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(tokens.size() + 1);
            switch (random.nextInt(7)) {
                case 0, 1 -> tokens.add(at, any(random.nextBoolean() ? WORDS : PUNCTUATION));
                case 2 -> {
                    if (at < tokens.size()) {
                        tokens.remove(at);
                    }
                }
                case 3 -> {
                    if (at < tokens.size()) {
                        tokens.set(at, any(random.nextBoolean() ? WORDS : PUNCTUATION));
                    }
                }
                case 4 -> {
                    if (at < tokens.size()) {
                        tokens.add(at, tokens.get(random.nextInt(tokens.size())));
                    }
                }
                case 5 -> {
                    int from = random.nextInt(others.size() + 1);
                    tokens.addAll(at, others.subList(from, Math.min(others.size(), from + 1 + random.nextInt(4))));
                }
                default -> {
                    tokens.add(at, " ");
                    tokens.add(at + 1, any(WORDS));
                    tokens.add(at + 2, " ");
                }
            }
        }
        return String.join("", tokens);
    }

    private String garbage() {
        StringBuilder garbage = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            garbage.append(any(random.nextBoolean() ? WORDS : PUNCTUATION)).append(random.nextBoolean() ? " " : "");
        }
        return garbage.toString();
    }

    private static List<String> tokens(String text) {
        return new ArrayList<>(
                TOKEN.matcher(text).results().map(MatchResult::group).toList());
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
