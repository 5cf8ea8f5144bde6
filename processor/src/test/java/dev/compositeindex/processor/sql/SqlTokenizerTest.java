package dev.compositeindex.processor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SqlTokenizerTest {
    private static final int TEXTS = 20_000;

    private static final String[] PIECES = {
        " ",
        "\t",
        "\n",
        "\u000b",
        "\u00a0",
        "a",
        "E",
        "e",
        "b",
        "X",
        "u",
        "U&",
        "N",
        "'",
        "''",
        "\\",
        "\"",
        "\"\"",
        "$",
        "$$",
        "$t$",
        "$1",
        "{",
        "}",
        "{a}",
        "--",
        "-",
        "/",
        "/*",
        ";",
        ".",
        "..",
        "1",
        "42",
        "1e5",
        ".5",
        "5.",
        "ü",
        "größe",
        "_",
        "=",
        "<>",
        "(",
        ")",
        "[",
        "]",
        ",",
        "::",
        "&",
        "|",
        "!",
        "~",
        "@",
        "#",
        "?",
        "%",
        "^",
        "`",
        "\uD835\uDC00",
        "\u0660",
        "é1",
        "x1"
    };

    /** The rules as one expression, in the order in which they are tried. */
    private static final Pattern TOKEN = Pattern.compile("""
            (?<space>\\s+)
            |(?<fault>--|/\\*|;)
            |(?<string>(?:[eE]'(?:[^'\\\\]|''|\\\\.)*+'|[bBxX]'[^']*'|(?:[uU]&|[nN])?'(?:[^']|'')*+'))
            |(?<openescape>[eE]')
            |(?<dollar>\\$(?<tag>(?:[\\p{L}_][\\p{L}\\p{N}_]*)?)\\$.*?\\$\\k<tag>\\$)
            |(?<identifier>(?:[uU]&)?"(?:[^"]|"")++")
            |(?<emptyname>""(?!"))
            |(?<placeholder>\\{[^{}]*})
            |(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)
            |(?<number>[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\\.[0-9]+(?:[eE][+-]?[0-9]+)?)
            |(?<unterminated>['"]|\\$[\\p{L}_]*\\$)
            |(?<brace>[{}])
            |(?<other>.)
            """, Pattern.COMMENTS | Pattern.DOTALL);

    @Test
    void tokensAreThoseOfTheRules() {
        Random random = new Random(7);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(9); length >= 0; length--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            assertThat(described(SqlTokenizer.tokenize(text.toString())))
                    .as(text.toString())
                    .isEqualTo(byTheRules(text.toString()));
        }
    }

    private static List<String> described(SqlTokenizer.Result result) {
        if (result instanceof SqlTokenizer.Fault fault) {
            return List.of("fault " + fault.text());
        }
        return ((SqlTokenizer.Tokens) result)
                .list().stream()
                        .map(token -> token.kind() + (token.spaced() ? " spaced " : " ") + token.text())
                        .toList();
    }

    private static List<String> byTheRules(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        String spaced = " ";
        while (matcher.find()) {
            String token = matcher.group();
            if (matcher.group("space") != null) {
                spaced = " spaced ";
                continue;
            }
            if (is(matcher, "fault", "emptyname", "openescape", "unterminated", "brace")) {
                return List.of("fault " + token);
            }
            if (is(matcher, "word")) {
                tokens.add("WORD" + spaced + token);
            } else if (is(matcher, "placeholder")) {
                tokens.add("PLACEHOLDER" + spaced
                        + token.substring(1, token.length() - 1).strip());
            } else {
                tokens.add((is(matcher, "string", "dollar") ? "STRING" : "OTHER") + spaced + token);
            }
            spaced = " ";
        }
        return tokens;
    }

    private static boolean is(Matcher matcher, String... groups) {
        for (String group : groups) {
            if (matcher.group(group) != null) {
                return true;
            }
        }
        return false;
    }
}
