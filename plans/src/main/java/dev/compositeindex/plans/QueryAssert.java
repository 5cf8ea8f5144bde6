package dev.compositeindex.plans;

import dev.compositeindex.registry.IndexDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the plans of a query. PostgreSQL is asked for several: that of now, and those in which it does without reading
 * tables whole, without bitmaps, sorts, or joins by hash and merge, as far as it can. All that is asserted must hold of one of
 * these, so that an index need not win on tables with few rows; whether it does in production, the data there decide.
 */
public final class QueryAssert extends AbstractAssert<QueryAssert, String> {
    private final List<QueryPlan> all;
    private final List<KnownIndex> indexes;
    private List<QueryPlan> plans;
    private @Nullable String index;

    private QueryAssert(String sql, List<QueryPlan> plans, List<KnownIndex> indexes) {
        super(sql, QueryAssert.class);
        this.all = plans;
        this.plans = plans;
        this.indexes = indexes;
    }

    static QueryAssert of(Connection connection, String sql) {
        try {
            Planner planner = new Planner(connection);
            List<QueryPlan> plans = planner.generic(sql);
            return new QueryAssert(sql, plans, planner.indexes(tables(plans), names(plans)));
        } catch (SQLException e) {
            throw new AssertionError("PostgreSQL cannot plan this query: " + e.getMessage() + "\n" + sql, e);
        }
    }

    static List<String> tables(List<QueryPlan> plans) {
        return steps(plans)
                .map(PlanStep::table)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    static List<String> names(List<QueryPlan> plans) {
        return steps(plans)
                .map(PlanStep::index)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static Stream<PlanStep> steps(List<QueryPlan> plans) {
        return plans.stream().flatMap(plan -> plan.steps().stream());
    }

    /** Verifies that a declared index is used. */
    public QueryAssert uses(IndexDefinition index) {
        return uses(index.name());
    }

    /**
     * Verifies that an index is used.
     *
     * @param index its name, as the catalogue has it; that of a partitioned table stands for its partitions' as well
     */
    public QueryAssert uses(String index) {
        return usesAnyOf(index);
    }

    /** Verifies that one of several indexes is used, for queries that more than one would serve as well. */
    public QueryAssert usesAnyOf(IndexDefinition... indexes) {
        return usesAnyOf(Arrays.stream(indexes).map(IndexDefinition::name).toArray(String[]::new));
    }

    /** Verifies that one of several indexes is used, by their names. */
    public QueryAssert usesAnyOf(String... names) {
        for (String name : names) {
            if (narrow(plan -> plan.steps().stream().anyMatch(step -> isOf(step, name)))) {
                index = name;
                return this;
            }
        }
        List<String> reasons = new ArrayList<>();
        for (String name : names) {
            KnownIndex known = known(name);
            if (known == null) {
                reasons.add(name + " is no index of the tables that this query reads.");
            } else if (!known.valid()) {
                reasons.add(name + " is INVALID.");
            }
        }
        throw failed("uses " + String.join(" or ", names), reasons);
    }

    /**
     * Verifies that columns are looked up in the index: in the one that was asserted last, or in any if none was.
     *
     * @param columns by their names, or expressions as PostgreSQL prints them
     */
    public QueryAssert withIndexCondOn(String... columns) {
        String wanted = index;
        if (narrow(plan -> plan.steps().stream()
                .filter(step -> step.usesIndex() && (wanted == null || isOf(step, wanted)))
                .map(step -> new Condition(step.indexCondition()))
                .anyMatch(condition -> Arrays.stream(columns).allMatch(condition::mentions)))) {
            return this;
        }
        throw failed(
                "looks up %s in %s".formatted(String.join(" and ", columns), wanted == null ? "an index" : wanted),
                List.of());
    }

    /** Verifies that nothing is sorted: rows come in the order of an index, or in none. */
    public QueryAssert withoutSort() {
        if (narrow(plan -> plan.steps().stream().noneMatch(PlanStep::sorts))) {
            return this;
        }
        throw failed("needs no sort", List.of());
    }

    /**
     * Verifies that no table is read whole, neither row by row nor along an index in which nothing is looked up. To
     * read a partial index whole is what that is for, and the first rows of an index are not all of it.
     */
    public QueryAssert readsNoTableSequentially() {
        if (narrow(plan -> WholeReads.of(plan, indexes).isEmpty())) {
            return this;
        }
        throw failed("reads no table sequentially", List.of());
    }

    private boolean isOf(PlanStep step, String name) {
        return step.index().equals(name)
                || indexes.stream()
                        .anyMatch(known -> known.name().equals(step.index())
                                && known.parents().contains(name));
    }

    private @Nullable KnownIndex known(String name) {
        return indexes.stream().filter(known -> known.is(name)).findFirst().orElse(null);
    }

    /** Keeps the plans of which something is true, if there are any. */
    private boolean narrow(Predicate<QueryPlan> property) {
        List<QueryPlan> left = plans.stream().filter(property).toList();
        if (left.isEmpty()) {
            return false;
        }
        plans = left;
        return true;
    }

    private AssertionError failed(String expected, List<String> reasons) {
        // The last one avoids most.
        QueryPlan shown = plans.get(plans.size() > 1 ? 1 : 0);
        List<PlanStep> steps = shown.steps();
        List<String> lines = new ArrayList<>(reasons);
        List<String> parameters = Reasons.ofParameters(steps, indexes);
        lines.addAll(parameters);
        if (parameters.isEmpty()) {
            lines.addAll(Reasons.ofIndexes(
                    steps.stream().filter(step -> !step.table().isEmpty()).toList(), indexes));
        }
        return failure(
                "%nExpected that PostgreSQL%n  %s%nfor%n  %s%nbut its plan is%n%s%n%s%s",
                expected,
                actual.strip(),
                indented(shown.text()),
                all.size() > plans.size()
                        ? "and no other does all that was asserted before." + System.lineSeparator()
                        : "",
                lines.stream().collect(Collectors.joining(System.lineSeparator())));
    }

    private static String indented(String text) {
        return text.lines().map(line -> "  " + line).collect(Collectors.joining(System.lineSeparator()));
    }
}
