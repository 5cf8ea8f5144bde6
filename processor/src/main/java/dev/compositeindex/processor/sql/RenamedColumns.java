package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * What becomes of an index's definition when its table or a column of it gets another name. Where a key or an included
 * column is a name, it stands as the renderer writes it; in predicates and expressions, which a person wrote, unquoted
 * ones are folded. What follows a key (collation, operator class, order) is no column, whatever it is called.
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

    private record Clause(String text, List<SqlToken> tokens, BitSet parts) {
        Clause(String text) {
            this(text, SqlTokenizer.tokenize(text) instanceof SqlTokenizer.Tokens tokens ? tokens.list() : List.of());
        }

        private Clause(String text, List<SqlToken> tokens) {
            this(text, tokens, parts(tokens));
        }

        /** Where columns can be: in a predicate anywhere, else in keys and included columns, but not in what follows a key. */
        private static BitSet parts(List<SqlToken> tokens) {
            BitSet parts = new BitSet();
            int open = 0;
            while (open < tokens.size() && !tokens.get(open).is("(")) {
                open++;
            }
            if (isPredicate(tokens) || open == tokens.size()) {
                parts.set(0, tokens.size());
                return parts;
            }
            int depth = 0;
            for (int i = open; i < tokens.size(); i++) {
                boolean starts = depth == 0 || depth == 1 && tokens.get(i).is(",");
                depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
                if (starts && i + 1 < tokens.size()) {
                    int end = KeySyntax.endOfPart(tokens, i + 1);
                    parts.set(i + 1, end);
                    i = end - 1;
                }
            }
            return parts;
        }

        private static boolean isPredicate(List<SqlToken> tokens) {
            return !tokens.isEmpty() && tokens.get(0).isWord("WHERE");
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
                        .append(
                                parts.get(i) && is(i, from) && place.isMeant(this, i)
                                        ? Identifiers.quote(to)
                                        : token.text());
            }
            return replaced.toString();
        }

        /** Whether the token qualifies what follows it. */
        boolean qualifies(int i) {
            return isPunctuation(i + 1, ".") && !isPunctuation(i - 1, ".");
        }

        /**
         * Words that call a function, name a type or a collation, or qualify or are qualified by something else are no
         * columns.
         */
        boolean isColumn(int i, Table table) {
            boolean qualified = isPunctuation(i - 1, ".");
            return !isPunctuation(i + 1, "(")
                    && !isPunctuation(i + 1, ".")
                    && !isPunctuation(i - 1, ":")
                    && !(i > 0
                            && (tokens.get(i - 1).isWord("AS")
                                    || tokens.get(i - 1).isWord("COLLATE")))
                    && (!qualified || i > 1 && is(i - 2, table.name()));
        }

        private boolean isPunctuation(int i, String punctuation) {
            return i >= 0 && i < tokens.size() && tokens.get(i).is(punctuation);
        }

        private boolean is(int i, String name) {
            SqlToken token = tokens.get(i);
            return token.text().equals(Identifiers.quote(name))
                    || isAuthored(i)
                            && token.kind() != Kind.STRING
                            && Identifiers.parse(token.text()).equals(List.of(name));
        }

        /** Whether a person wrote it: in a predicate, or in a key that is more than one name. */
        private boolean isAuthored(int i) {
            return isPredicate(tokens) || parts.get(i) && (parts.get(i - 1) || parts.get(i + 1));
        }
    }
}
