package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.grammar.ColumnName;
import dev.compositeindex.processor.grammar.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The types of an expression, and the mistakes for which a server refuses it because of them. */
public final class Typing {
    /** Nobody waits for more of them. */
    private static final int MOST_COMBINATIONS = 100;

    private final ServerCatalog catalog;

    public Typing(ServerCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The outcome for an expression.
     *
     * @param type the type; empty if it is not known
     * @param mistakes those of the first combination of types, in order; empty if any combination has none
     * @param doubts the literals that two sessions read as two values, by the first combination without mistakes
     */
    public record Typed(Optional<PgType> type, List<Mistake> mistakes, List<String> doubts) {}

    /**
     * A condition.
     *
     * @param columns by column, the types that it may have; columns of which nothing is known are missing
     */
    public Typed condition(Expression condition, Map<ColumnName, List<PgType>> columns) {
        return check(columns, 1, checker -> {
            checker.condition(condition);
            return Optional.empty();
        });
    }

    /** A value, in the same way. */
    public Typed value(Expression value, Map<ColumnName, List<PgType>> columns) {
        return check(columns, 2, checker -> checker.value(value));
    }

    /**
     * Checks combinations, until it is known what they add up to.
     *
     * @param enough how many outcomes without mistakes tell: of several types, it is not known which one it is
     */
    private Typed check(
            Map<ColumnName, List<PgType>> columns, int enough, Function<TypeChecker, Optional<PgType>> task) {
        List<Mistake> first = List.of();
        List<String> doubts = List.of();
        Set<Optional<PgType>> types = new HashSet<>();
        for (Map<ColumnName, PgType> combination : combinations(columns)) {
            TypeChecker checker = new TypeChecker(catalog, combination);
            Optional<PgType> type = task.apply(checker);
            if (checker.mistakes().isEmpty()) {
                doubts = types.isEmpty() ? checker.doubts() : doubts;
                types.add(type);
                if (types.size() == enough) {
                    break;
                }
            } else if (first.isEmpty()) {
                first = checker.mistakes();
            }
        }
        return types.isEmpty()
                ? new Typed(Optional.empty(), first, List.of())
                : new Typed(types.size() == 1 ? types.iterator().next() : Optional.empty(), List.of(), doubts);
    }

    /** One at least. Columns that would make too many are left out, as if nothing were known of them. */
    private static List<Map<ColumnName, PgType>> combinations(Map<ColumnName, List<PgType>> columns) {
        List<Map<ColumnName, PgType>> combinations = List.of(Map.of());
        for (Map.Entry<ColumnName, List<PgType>> column : columns.entrySet()) {
            List<Map<ColumnName, PgType>> more = new ArrayList<>();
            for (Map<ColumnName, PgType> combination : combinations) {
                for (PgType type : column.getValue()) {
                    Map<ColumnName, PgType> with = new HashMap<>(combination);
                    with.put(column.getKey(), type);
                    more.add(with);
                }
            }
            combinations = more.size() > MOST_COMBINATIONS ? combinations : more;
        }
        return combinations;
    }
}
