package dev.compositeindex.processor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresRelease;
import dev.compositeindex.testing.PostgresServer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class IdentifiersTest {
    private static final List<String> ODD_NAMES = List.of(
            "course",
            "is_published",
            "_",
            "_1",
            "a1",
            "1a",
            "Course",
            "aB",
            "a b",
            "a-b",
            "a.b",
            "a\"b",
            "\"",
            "a$b",
            "größe",
            "名前",
            "😀",
            " ",
            "a'b",
            "a\\b",
            "ı",
            "İ");

    /** Quoted exactly when {@code quote_ident} of some supported server quotes it: keywords grow with each release. */
    @Test
    void quotesAsTheServersDo() throws SQLException {
        Set<String> names = new TreeSet<>(ODD_NAMES);
        for (PostgresServer server : PostgresServer.values()) {
            names.addAll(keywords(server));
        }
        Map<String, String> expected = new TreeMap<>();
        for (PostgresServer server : PostgresServer.values()) {
            quoteIdent(server, names)
                    .forEach((name, quoted) -> expected.merge(name, quoted, (a, b) -> a.length() > b.length() ? a : b));
        }

        Map<String, String> actual = new TreeMap<>();
        names.forEach(name -> actual.put(name, Identifiers.quote(name)));
        assertThat(names).hasSizeGreaterThan(400);
        assertThat(actual).isEqualTo(expected);
    }

    /** What is a name of nothing, or of functions and types only, on some supported server. */
    @ParameterizedTest
    @ValueSource(strings = {"R", "T"})
    void knowsWhatWordsCanBe(String category) throws SQLException {
        Set<String> words = new TreeSet<>();
        for (PostgresRelease release : PostgresRelease.values()) {
            try (Connection connection = release.maintenanceDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT word FROM pg_get_keywords() WHERE catcode = '" + category + "'")) {
                while (rows.next()) {
                    words.add(rows.getString(1));
                }
            }
        }

        assertThat(Keywords.ofCategory(category)).containsExactlyInAnyOrderElementsOf(words);
    }

    @ParameterizedTest
    @EnumSource
    void literalsAreReadBackAsTheyWere(PostgresServer server) throws SQLException {
        try (Connection connection = server.maintenanceDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String conforming : List.of("on", "off")) {
                statement.execute("SET standard_conforming_strings = " + conforming);
                for (String name : ODD_NAMES) {
                    try (ResultSet row = statement.executeQuery("SELECT " + Identifiers.literal(name))) {
                        row.next();
                        assertThat(row.getString(1)).isEqualTo(name);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void literalsOnOneLineAreReadBackByServersAndByUs(PostgresServer server) throws SQLException {
        try (Connection connection = server.maintenanceDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String text :
                    List.of("", "it's", "\\", "\\u0041", "E'", "a\nb\r\n\t\u0001\u0085", "''\\'", "größe ☃ 😀")) {
                String literal = Identifiers.literalOnOneLine(text);

                assertThat(literal).doesNotContainPattern("[\\n\\r\\u0001\\u0085]");
                assertThat(Identifiers.parseLiteral(literal)).contains(text);
                // A checkout may change line ends, and must not change the text.
                assertThat(Identifiers.literal(text)).doesNotContain("\n", "\r");
                try (ResultSet row = statement.executeQuery("SELECT " + literal + ", " + Identifiers.literal(text))) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo(text);
                    assertThat(row.getString(2)).isEqualTo(text);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'a'", "E'", "E'a", "E'a'b'", "E'\\'", "E'\\n'", "E'\\u12'", "e'a'", "E'a' "})
    void whatIsNoLiteralOfOursParsesToNothing(String text) {
        assertThat(Identifiers.parseLiteral(text)).isEmpty();
    }

    @Test
    void namesSurviveQuotingAndParsing() {
        for (String schema : ODD_NAMES) {
            for (String name : ODD_NAMES) {
                assertThat(Identifiers.parse(Identifiers.qualified(schema, name)))
                        .containsExactly(schema, name);
            }
            assertThat(Identifiers.parse(Identifiers.qualified("", schema))).containsExactly(schema);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "\"a", "a\"b\"", "\"a\"b", "a..b"})
    void whatIsNoNameParsesToNothing(String text) {
        assertThat(Identifiers.parse(text)).isEmpty();
    }

    @Test
    void prefixesEndBetweenCharacters() {
        assertThat(Identifiers.prefix("größe", 3)).isEqualTo("gr");
        assertThat(Identifiers.prefix("größe", 4)).isEqualTo("grö");
        assertThat(Identifiers.prefix("a😀", 4)).isEqualTo("a");
        assertThat(Identifiers.prefix("a😀", 5)).isEqualTo("a😀");
        assertThat(Identifiers.prefix("abc", 50)).isEqualTo("abc");
    }

    private static List<String> keywords(PostgresServer server) throws SQLException {
        List<String> words = new ArrayList<>();
        try (Connection connection = server.maintenanceDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT word FROM pg_get_keywords()")) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return words;
    }

    private static Map<String, String> quoteIdent(PostgresServer server, Set<String> names) throws SQLException {
        Map<String, String> quoted = new TreeMap<>();
        try (Connection connection = server.maintenanceDatabase().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT name, quote_ident(name) FROM unnest(?) name")) {
            Array array = connection.createArrayOf("text", names.toArray());
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    quoted.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return quoted;
    }
}
