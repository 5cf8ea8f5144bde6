package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.List;
import java.util.Set;

/**
 * What becomes of an index's definition when its table or a column of it gets another name. In keys and included columns
 * names stand as the renderer writes them, so that the column {@code first} is not the word {@code FIRST}; in a
 * predicate, which a person wrote, unquoted ones are folded.
 */
public final class RenamedColumns {
    private static final Set<String> WITHOUT_COLUMNS = Set.of("WITH", "TABLESPACE");

    private RenamedColumns() {}

    /** The definition when the table has another name; predicates may qualify columns with it. */
    public static IndexStatement table(IndexStatement index, Table to) {
        return new IndexStatement(
                index.unique(),
                index.name(),
                to,
                index.clauses().stream()
                        .map(text -> new Clause(text).replace(index.table().name(), to.name(), Clause::qualifies))
                        .toList());
    }

    /** The definition when a column has another name. */
    public static IndexStatement column(IndexStatement index, String from, String to) {
        return new IndexStatement(
                index.unique(),
                index.name(),
                index.table(),
                index.clauses().stream()
                        .map(text ->
                                new Clause(text).replace(from, to, (clause, i) -> clause.isColumn(i, index.table())))
                        .toList());
    }

    /** Whether a definition is about a column. */
    public static boolean mentions(IndexStatement index, String column) {
        return !column(index, column, column + "'").equals(index);
    }

    @FunctionalInterface
    private interface Place {
        boolean isMeant(Clause clause, int token);
    }

    private record Clause(String text, List<SqlToken> tokens) {
        Clause(String text) {
            this(text, SqlTokenizer.tokenize(text) instanceof SqlTokenizer.Tokens tokens ? tokens.list() : List.of());
        }

        /** The clause with one name replaced where it stands for what is meant. */
        String replace(String from, String to, Place place) {
            if (tokens.isEmpty() || WITHOUT_COLUMNS.contains(tokens.get(0).text())) {
                return text;
            }
            StringBuilder replaced = new StringBuilder();
            for (int i = 0; i < tokens.size(); i++) {
                SqlToken token = tokens.get(i);
                replaced.append(i > 0 && token.spaced() ? " " : "")
                        .append(is(token, from) && place.isMeant(this, i) ? Identifiers.quote(to) : token.text());
            }
            return replaced.toString();
        }

        /** Whether the token qualifies what follows it. */
        boolean qualifies(int i) {
            return isPunctuation(i + 1, ".") && !isPunctuation(i - 1, ".");
        }

        /** Words that call a function, name a type, or qualify or are qualified by something else are no columns. */
        boolean isColumn(int i, Table table) {
            boolean qualified = isPunctuation(i - 1, ".");
            return !isPunctuation(i + 1, "(")
                    && !isPunctuation(i + 1, ".")
                    && !isPunctuation(i - 1, ":")
                    && (!qualified || i > 1 && is(tokens.get(i - 2), table.name()));
        }

        private boolean isPunctuation(int i, String punctuation) {
            return i >= 0 && i < tokens.size() && tokens.get(i).is(punctuation);
        }

        private boolean is(SqlToken token, String name) {
            if (token.text().equals(Identifiers.quote(name))) {
                return true;
            }
            boolean authored =
                    tokens.get(0).kind() == Kind.WORD && tokens.get(0).text().equalsIgnoreCase("WHERE");
            return authored
                    && token.kind() != Kind.STRING
                    && Identifiers.parse(token.text()).equals(List.of(name));
        }
    }
}
