package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code CREATE INDEX} statement in its parts: enough to give the index another name, to compare two definitions apart
 * from their names, and to lay the statement out. {@link #parse} is the inverse of {@link #definition}.
 *
 * @param unique whether it is unique
 * @param name the index's name, raw
 * @param table the table
 * @param clauses what follows the table, as SQL: the keys, then one element per clause
 */
public record IndexStatement(boolean unique, String name, Table table, List<String> clauses) {
    private static final Set<String> CLAUSES = Set.of("INCLUDE", "NULLS", "WITH", "TABLESPACE", "WHERE");

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
        return text("CONCURRENTLY IF NOT EXISTS ", "\n    ");
    }

    /** The statement that builds the same index on an empty table, under a name that the server chooses. */
    public String buildOn(String tableSql) {
        return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX ON " + tableSql + " " + String.join(" ", clauses);
    }

    /** Whether a clause qualifies a column with the table's name. */
    public boolean qualifiesColumns() {
        if (!(SqlTokenizer.tokenize(String.join(" ", clauses)) instanceof SqlTokenizer.Tokens tokens)) {
            return false;
        }
        for (int i = 1; i < tokens.list().size(); i++) {
            if (tokens.list().get(i).is(".")
                    && Identifiers.parse(tokens.list().get(i - 1).text()).equals(List.of(table.name()))) {
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
