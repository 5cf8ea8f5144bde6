package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A migration of the team's own renames a table or a column: {@code ALTER TABLE course RENAME TO courses}, {@code … RENAME
 * COLUMN title TO heading} or {@code … SET SCHEMA shop}. Indexes follow by themselves.
 *
 * @param table the table as the statement names it
 * @param kind what about it has another name afterwards
 * @param from the column's old name; empty if it is not about a column
 * @param to the new name
 */
public record Renaming(Table table, Kind kind, String from, String to) implements RecordedPart {
    private static final Pattern CANDIDATE = Pattern.compile("\\bALTER\\s", Pattern.CASE_INSENSITIVE);

    /** The kinds of things that are renamed. */
    public enum Kind {
        TABLE,
        COLUMN,
        SCHEMA
    }

    /** What a statement renames, if it does. What is done in a {@code DO} block, nobody can tell. */
    static Optional<Renaming> of(String statement) {
        return CANDIDATE.matcher(statement).lookingAt() ? statement(statement) : Optional.empty();
    }

    /**
     * What it means for a table that was declared with a schema or without one, if it is the table that was renamed.
     *
     * @param declared a table as an index of ours names it
     */
    Optional<LedgerEntry.Move> move(Table declared) {
        boolean sameSchema = declared.schema().equals(table.schema())
                || declared.schema().isEmpty()
                || table.schema().isEmpty();
        if (!sameSchema || !declared.name().equals(table.name())) {
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    case TABLE -> new LedgerEntry.MoveTable(declared, new Table(declared.schema(), to));
                    case SCHEMA -> new LedgerEntry.MoveTable(declared, new Table(to, declared.name()));
                    case COLUMN -> new LedgerEntry.MoveColumn(declared, from, to);
                });
    }

    private static Optional<Renaming> statement(String sql) {
        return SqlTokenizer.tokenize(sql) instanceof SqlTokenizer.Tokens tokens
                ? new Parser(tokens.list()).renaming()
                : Optional.empty();
    }

    /** Walks over the tokens of one statement. */
    private static final class Parser {
        private final Deque<SqlToken> rest;

        Parser(List<SqlToken> tokens) {
            rest = new ArrayDeque<>(tokens);
        }

        Optional<Renaming> renaming() {
            if (!words("ALTER", "TABLE")) {
                return Optional.empty();
            }
            words("IF", "EXISTS");
            words("ONLY");
            List<String> name = name();
            if (name.isEmpty() || name.size() > 2) {
                return Optional.empty();
            }
            Table table = name.size() == 1 ? new Table("", name.get(0)) : new Table(name.get(0), name.get(1));
            if (words("SET", "SCHEMA")) {
                return last().map(schema -> new Renaming(table, Kind.SCHEMA, "", schema));
            }
            if (!words("RENAME")) {
                return Optional.empty();
            }
            if (words("TO")) {
                return last().map(to -> new Renaming(table, Kind.TABLE, "", to));
            }
            words("COLUMN");
            List<String> from = name();
            return from.size() == 1 && words("TO")
                    ? last().map(to -> new Renaming(table, Kind.COLUMN, from.get(0), to))
                    : Optional.empty();
        }

        /** Takes these words, or nothing. */
        private boolean words(String... words) {
            List<SqlToken> taken = new ArrayList<>();
            for (String word : words) {
                SqlToken next = rest.peek();
                if (next == null
                        || next.kind() != SqlToken.Kind.WORD
                        || !next.text().toUpperCase(Locale.ROOT).equals(word)) {
                    for (int i = taken.size() - 1; i >= 0; i--) {
                        rest.push(taken.get(i));
                    }
                    return false;
                }
                taken.add(rest.pop());
            }
            return true;
        }

        private List<String> name() {
            StringBuilder name = new StringBuilder();
            while (!rest.isEmpty()) {
                name.append(rest.pop().text());
                if (rest.isEmpty() || !rest.peek().is(".")) {
                    break;
                }
                name.append(rest.pop().text());
            }
            return Identifiers.parse(name.toString());
        }

        /** One name, and the end. */
        private Optional<String> last() {
            List<String> name = name();
            return name.size() == 1 && rest.isEmpty() ? Optional.of(name.get(0)) : Optional.empty();
        }
    }
}
