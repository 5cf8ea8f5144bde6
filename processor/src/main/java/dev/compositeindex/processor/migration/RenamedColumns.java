package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.grammar.ExpressionGrammar;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexStatement;
import dev.compositeindex.processor.sql.KeySyntax;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What becomes of an index's definition when its table or a column of it gets another name. What follows a key (collation,
 * operator class, order) is no column, whatever it is called.
 */
final class RenamedColumns {
    private static final Set<String> WITHOUT_COLUMNS = Set.of("NULLS", "WITH", "TABLESPACE");

    private RenamedColumns() {}

    /** The definition when the table has another name; predicates may qualify columns with it. */
    static IndexStatement table(IndexStatement index, Table to) {
        return new IndexStatement(
                index.unique(),
                index.name(),
                to,
                replaced(index, Clause::qualifiers, index.table().name(), to.name()));
    }

    /** The definition when a column has another name. */
    static IndexStatement column(IndexStatement index, String from, String to) {
        return new IndexStatement(
                index.unique(),
                index.name(),
                index.table(),
                replaced(index, clause -> clause.columnsOf(index.table()), from, to));
    }

    /** Whether a definition is about a column. */
    static boolean mentions(IndexStatement index, String column) {
        return !column(index, column, column + "'").equals(index);
    }

    private static List<String> replaced(
            IndexStatement index, Function<Clause, Set<Integer>> places, String from, String to) {
        return index.clauses().stream()
                .map(Clause::of)
                .map(clause -> clause.replace(places.apply(clause), from, to))
                .toList();
    }

    /**
     * A clause.
     *
     * @param columns the positions of the tokens that are names of columns
     */
    private record Clause(String text, List<SqlToken> tokens, SortedSet<Integer> columns) {
        static Clause of(String text) {
            List<SqlToken> tokens =
                    SqlTokenizer.tokenize(text) instanceof SqlTokenizer.Tokens found ? found.list() : List.of();
            return new Clause(text, tokens, columns(tokens));
        }

        /** In a predicate, or else in keys and included columns. */
        private static SortedSet<Integer> columns(List<SqlToken> tokens) {
            SortedSet<Integer> columns = new TreeSet<>();
            if (tokens.isEmpty() || WITHOUT_COLUMNS.contains(tokens.get(0).text())) {
                return columns;
            }
            if (tokens.get(0).isWord("WHERE")) {
                addColumns(tokens, 1, tokens.size(), columns);
                return columns;
            }
            int depth = 0;
            for (int i = 0; i + 1 < tokens.size(); i++) {
                SqlToken token = tokens.get(i);
                boolean starts = depth == 0 && token.is("(") || depth == 1 && token.is(",");
                depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
                if (starts) {
                    int end = KeySyntax.endOfPart(tokens, i + 1);
                    addColumns(tokens, i + 1, end, columns);
                    i = end - 1;
                }
            }
            return columns;
        }

        private static void addColumns(List<SqlToken> tokens, int start, int end, Set<Integer> columns) {
            ExpressionGrammar.columns(tokens.subList(start, end)).forEach(place -> columns.add(start + place));
        }

        /** The places of those columns that are not qualified with another table. */
        Set<Integer> columnsOf(Table table) {
            return columns.stream()
                    .filter(place -> !isQualified(place) || is(place - 2, table.name()))
                    .collect(Collectors.toSet());
        }

        /** The places of what qualifies columns, and is not qualified itself. */
        Set<Integer> qualifiers() {
            return columns.stream()
                    .filter(this::isQualified)
                    .map(place -> place - 2)
                    .filter(place -> !isQualified(place))
                    .collect(Collectors.toSet());
        }

        private boolean isQualified(int place) {
            return place > 0 && tokens.get(place - 1).is(".");
        }

        /** The clause with one name replaced, in those of the places where it is. */
        String replace(Set<Integer> places, String from, String to) {
            if (places.stream().noneMatch(place -> is(place, from))) {
                return text;
            }
            StringBuilder replaced = new StringBuilder();
            for (int i = 0; i < tokens.size(); i++) {
                SqlToken token = tokens.get(i);
                replaced.append(i > 0 && token.spaced() ? " " : "")
                        .append(places.contains(i) && is(i, from) ? Identifiers.quote(to) : token.text());
            }
            return replaced.toString();
        }

        private boolean is(int place, String name) {
            return Identifiers.parse(tokens.get(place).text()).equals(List.of(name));
        }
    }
}
