package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A {@code CREATE INDEX} statement in its parts: enough to give the index another name, to compare two definitions apart
 * from their names, and to lay the statement out. {@link #parse} is the inverse of {@link #definition}.
 *
 * @param unique whether it is unique
 * @param name the index's name, raw
 * @param table the table
 * @param clauses what follows the table, as SQL: the keys, after the access method if one is named, then one element per
 *     clause
 */
public record IndexStatement(boolean unique, String name, Table table, List<String> clauses) {
    private static final String CONCURRENTLY = "CONCURRENTLY IF NOT EXISTS ";
    private static final String WITH = "WITH";
    private static final String TABLESPACE = "TABLESPACE";
    private static final Set<String> CLAUSES = Set.of("INCLUDE", "NULLS", WITH, TABLESPACE, "WHERE");

    public IndexStatement {
        clauses = List.copyOf(clauses);
    }

    /** Reads a canonical definition; empty if the text is none. */
    public static Optional<IndexStatement> parse(String definition) {
        return SqlTokenizer.tokenize(definition) instanceof SqlTokenizer.Tokens tokens
                ? new Parser(tokens.list()).statement()
                : Optional.empty();
    }

    /** The canonical definition: one line, no terminator, and nothing about how the index is built. */
    public String definition() {
        return text("", " ");
    }

    /** The statement that builds the index while reads and writes go on, over several lines, without terminator. */
    public String concurrentBuild() {
        return text(CONCURRENTLY, "\n    ");
    }

    /** The same on one line, as a message tells it. */
    public String concurrentBuildLine() {
        return text(CONCURRENTLY, " ");
    }

    /**
     * The statement that builds the same index on an empty table, under a name that the server chooses, and where it puts
     * the table.
     */
    public String buildOn(String tableSql) {
        return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX ON " + tableSql + " "
                + String.join(" ", without(Set.of(TABLESPACE)).clauses);
    }

    /** What makes it the index that it is: what can be changed without building it anew is left out. */
    public IndexStatement identity() {
        return without(Set.of(WITH, TABLESPACE));
    }

    /** The storage parameters: lower-case names with their values as they are written; {@code true} if none is. */
    public SortedMap<String, String> storageParameters() {
        SortedMap<String, String> parameters = new TreeMap<>();
        List<SqlToken> rest = afterWord(WITH);
        List<SqlToken> parameter = new ArrayList<>();
        for (SqlToken token : rest.isEmpty() ? rest : rest.subList(1, rest.size())) {
            if (!token.is(",") && !token.is(")")) {
                parameter.add(token);
                continue;
            }
            int equals = 0;
            while (equals < parameter.size() && !parameter.get(equals).is("=")) {
                equals++;
            }
            String name = String.join("", Identifiers.parse(text(parameter.subList(0, equals))));
            parameters.put(
                    name, equals == parameter.size() ? "true" : text(parameter.subList(equals + 1, parameter.size())));
            parameter.clear();
        }
        return parameters;
    }

    /** The keys as they are written, each with all that follows it. */
    public List<String> keys() {
        List<SqlToken> tokens = tokens(clauses.get(0));
        List<String> keys = new ArrayList<>();
        int open = 0;
        while (!tokens.get(open).is("(")) {
            open++;
        }
        List<SqlToken> key = new ArrayList<>();
        int depth = 0;
        for (SqlToken token : tokens.subList(open + 1, KeySyntax.close(tokens, open))) {
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                keys.add(spaced(key));
                key.clear();
            } else {
                key.add(token);
            }
        }
        keys.add(spaced(key));
        return keys;
    }

    /** The tablespace, raw; empty if none is named. */
    public String tablespace() {
        return String.join(".", Identifiers.parse(text(afterWord(TABLESPACE))));
    }

    /** Whether a clause qualifies a column with the table's name. */
    public boolean qualifiesColumns() {
        List<SqlToken> tokens = tokens(String.join(" ", clauses));
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).is(".")
                    && Identifiers.parse(tokens.get(i - 1).text()).equals(List.of(table.name()))) {
                return true;
            }
        }
        return false;
    }

    /** The index's name, in its table's schema, where an index always is. */
    public IndexName qualifiedName() {
        return new IndexName(table.schema(), name);
    }

    public IndexStatement withName(String newName) {
        return new IndexStatement(unique, newName, table, clauses);
    }

    private IndexStatement without(Set<String> words) {
        return new IndexStatement(
                unique,
                name,
                table,
                clauses.stream().filter(clause -> !words.contains(word(clause))).toList());
    }

    /** What follows the first word of the clause that starts with this one; nothing if there is no such clause. */
    private List<SqlToken> afterWord(String word) {
        return clauses.stream()
                .filter(clause -> word(clause).equals(word))
                .findFirst()
                .map(IndexStatement::tokens)
                .map(tokens -> tokens.subList(1, tokens.size()))
                .orElse(List.of());
    }

    /** The word that a clause starts with, in upper case; that of the keys is no clause's word. */
    private static String word(String clause) {
        return tokens(clause).stream()
                .findFirst()
                .map(SqlToken::text)
                .orElse("")
                .toUpperCase(Locale.ROOT);
    }

    private static List<SqlToken> tokens(String clause) {
        return SqlTokenizer.tokenize(clause) instanceof SqlTokenizer.Tokens tokens ? tokens.list() : List.of();
    }

    private static String text(List<SqlToken> tokens) {
        return tokens.stream().map(SqlToken::text).collect(Collectors.joining());
    }

    private static String spaced(List<SqlToken> tokens) {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token ->
                text.append(token.spaced() && !text.isEmpty() ? " " : "").append(token.text()));
        return text.toString();
    }

    private String text(String how, String separator) {
        return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + how + Identifiers.quote(name) + separator + "ON "
                + Identifiers.quote(table) + " " + String.join(separator, clauses);
    }

    /** Walks over the tokens once. */
    private static final class Parser {
        private final Iterator<SqlToken> tokens;
        private final boolean placeholders;
        private SqlToken next = END;

        private static final SqlToken END = new SqlToken(Kind.OTHER, "", false);

        Parser(List<SqlToken> tokens) {
            this.tokens = tokens.iterator();
            this.placeholders = tokens.stream().anyMatch(token -> token.kind() == Kind.PLACEHOLDER);
            advance();
        }

        Optional<IndexStatement> statement() {
            if (placeholders || !word("CREATE")) {
                return Optional.empty();
            }
            boolean unique = word("UNIQUE");
            if (!word("INDEX")) {
                return Optional.empty();
            }
            Optional<IndexName> name = IndexName.parse(name());
            if (name.isEmpty() || !name.get().schema().isEmpty() || !word("ON")) {
                return Optional.empty();
            }
            Optional<IndexName> table = IndexName.parse(name());
            List<String> clauses = clauses();
            if (table.isEmpty() || clauses.isEmpty() || !clauses.get(0).contains("(")) {
                return Optional.empty();
            }
            return Optional.of(new IndexStatement(
                    unique,
                    name.get().name(),
                    new Table(table.get().schema(), table.get().name()),
                    clauses));
        }

        private boolean word(String word) {
            boolean found = next.kind() == Kind.WORD
                    && next.text().toUpperCase(Locale.ROOT).equals(word);
            if (found) {
                advance();
            }
            return found;
        }

        /** Names joined by dots, as they are written. */
        private String name() {
            StringBuilder name = new StringBuilder(next.text());
            advance();
            while (next.is(".")) {
                advance();
                name.append('.').append(next.text());
                advance();
            }
            return name.toString();
        }

        private List<String> clauses() {
            List<String> clauses = new ArrayList<>();
            StringBuilder clause = new StringBuilder();
            int depth = 0;
            boolean last = false;
            while (next != END) {
                if (depth == 0 && !last && clause.length() > 0 && startsClause()) {
                    clauses.add(clause.toString());
                    clause.setLength(0);
                    // The rest belongs to the predicate, whatever words it contains.
                    last = next.text().equalsIgnoreCase("WHERE");
                }
                depth += next.is("(") ? 1 : next.is(")") ? -1 : 0;
                clause.append(clause.length() > 0 && next.spaced() ? " " : "").append(next.text());
                advance();
            }
            if (clause.length() > 0) {
                clauses.add(clause.toString());
            }
            return clauses;
        }

        private boolean startsClause() {
            return next.kind() == Kind.WORD && CLAUSES.contains(next.text().toUpperCase(Locale.ROOT));
        }

        private void advance() {
            next = tokens.hasNext() ? tokens.next() : END;
        }
    }
}
