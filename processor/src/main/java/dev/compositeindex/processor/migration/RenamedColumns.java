package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.grammar.ExpressionGrammar;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexClause;
import dev.compositeindex.processor.sql.IndexStatement;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An index's definition after its table or a column of it got another name. What follows a key (collation, operator class,
 * order) is no column, whatever it is called.
 */
final class RenamedColumns {
    private final IndexClause clause;
    private final Set<Integer> columns;

    private RenamedColumns(IndexClause clause) {
        this.clause = clause;
        this.columns = columns(clause);
    }

    /** The definition when the table has another name; predicates may qualify columns with it. */
    static IndexStatement table(IndexStatement index, Table to) {
        return index.with(
                to, replaced(index, RenamedColumns::qualifiers, index.table().name(), to.name()));
    }

    /** The definition when a column has another name. */
    static IndexStatement column(IndexStatement index, String from, String to) {
        return index.with(index.table(), replaced(index, clause -> clause.columnsOf(index.table()), from, to));
    }

    /** Whether a definition is about a column. */
    static boolean mentions(IndexStatement index, String column) {
        return !column(index, column, column + "'").equals(index);
    }

    private static List<IndexClause> replaced(
            IndexStatement index, Function<RenamedColumns, Set<Integer>> places, String from, String to) {
        return index.clauses().stream()
                .map(RenamedColumns::new)
                .map(clause -> clause.replace(places.apply(clause), from, to))
                .toList();
    }

    /** The positions of the tokens that are names of columns. */
    private static Set<Integer> columns(IndexClause clause) {
        return switch (clause.type()) {
            case KEYS, INCLUDE ->
                clause.elements().stream()
                        .flatMap(key -> columns(key, ExpressionGrammar.keyColumns(key.of(clause.tokens()))))
                        .collect(Collectors.toSet());
            case WHERE ->
                columns(clause.body(), ExpressionGrammar.columns(clause.body().of(clause.tokens())))
                        .collect(Collectors.toSet());
            case NULLS, WITH, TABLESPACE -> Set.of();
        };
    }

    private static Stream<Integer> columns(TokenSpan span, Set<Integer> places) {
        return places.stream().map(place -> span.start() + place);
    }

    /** The places of those columns that are not qualified with another table. */
    private Set<Integer> columnsOf(Table table) {
        return columns.stream()
                .filter(place -> !isQualified(place) || is(place - 2, table.name()))
                .collect(Collectors.toSet());
    }

    /** The places of what qualifies columns, and is not qualified itself. */
    private Set<Integer> qualifiers() {
        return columns.stream()
                .filter(this::isQualified)
                .map(place -> place - 2)
                .filter(place -> !isQualified(place))
                .collect(Collectors.toSet());
    }

    private boolean isQualified(int place) {
        return place > 0 && clause.tokens().get(place - 1).is(".");
    }

    /** The clause with one name replaced, in those of the places where it is. */
    private IndexClause replace(Set<Integer> places, String from, String to) {
        List<SqlToken> replaced = new ArrayList<>(clause.tokens());
        places.stream()
                .filter(place -> is(place, from))
                .forEach(place -> replaced.set(
                        place, SqlToken.name(to, clause.tokens().get(place).spaced())));
        return new IndexClause(clause.type(), replaced);
    }

    private boolean is(int place, String name) {
        return Identifiers.parse(clause.tokens().get(place).text()).equals(List.of(name));
    }
}
