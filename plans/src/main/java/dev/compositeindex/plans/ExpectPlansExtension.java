package dev.compositeindex.plans;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link ExpectPlans} says. */
final class ExpectPlansExtension implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ExpectPlansExtension.class);

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        context.getStore(NAMESPACE).put("recording", PlanCapture.begin());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        PlanCapture.Recording recording = context.getStore(NAMESPACE).remove("recording", PlanCapture.Recording.class);
        PlanCapture.end(recording);
        if (context.getExecutionException().isPresent()) {
            return;
        }
        ExpectPlans expected = AnnotationSupport.findAnnotation(context.getElement(), ExpectPlans.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), ExpectPlans.class))
                .orElseThrow();
        if (recording.queries().isEmpty()) {
            throw new AssertionError("@ExpectPlans saw no statement. It sees those that go through a data source of"
                    + " PlanCapture.of(dataSource): give that to what is tested.");
        }
        Set<String> tables = Set.copyOf(
                expected.tables().length > 0
                        ? Arrays.asList(expected.tables())
                        : IndexRegistry.load().indexes().stream()
                                .map(IndexDefinition::table)
                                .toList());
        List<String> failures = new ArrayList<>();
        for (CapturedQuery query : recording.queries()) {
            if (query.hasPlan() && Arrays.stream(expected.except()).noneMatch(query.sql()::contains)) {
                failures.addAll(failures(query, tables));
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator() + System.lineSeparator(), failures));
        }
    }

    private static List<String> failures(CapturedQuery query, Set<String> tables) {
        try (Connection connection = query.dataSource().getConnection()) {
            Planner planner = new Planner(connection);
            List<QueryPlan> kept = planner.generic(query.sql());
            List<KnownIndex> indexes = planner.indexes(QueryAssert.tables(kept), QueryAssert.names(kept));
            List<String> failures = new ArrayList<>();
            if (kept.stream()
                    .noneMatch(plan -> wholeReads(plan, indexes, tables).isEmpty())) {
                // The one that avoids most.
                QueryPlan shown = kept.get(kept.size() - 1);
                List<PlanStep> whole = wholeReads(shown, indexes, tables);
                failures.add(failure("reads " + names(whole) + " whole", query, shown, reasons(whole, indexes)));
            } else if (!query.values().isEmpty()) {
                leavesItsIndex(query, planner, kept, indexes).ifPresent(failures::add);
            }
            return failures;
        } catch (SQLException e) {
            return List.of("This query cannot be planned after the test: " + e.getMessage()
                    + ". Name a part of it in @ExpectPlans(except = …), or create its tables before the test.\n"
                    + indented(query.sql()));
        }
    }

    private static Optional<String> leavesItsIndex(
            CapturedQuery query, Planner planner, List<QueryPlan> kept, List<KnownIndex> indexes) throws SQLException {
        Set<String> generic = Set.copyOf(QueryAssert.names(kept));
        List<QueryPlan> custom = planner.custom(query.sql(), query::setValuesOn);
        List<KnownIndex> partial = planner.indexes(QueryAssert.tables(custom), QueryAssert.names(custom)).stream()
                .filter(index -> index.isPartial() && !generic.contains(index.name()))
                .filter(index -> QueryAssert.names(custom).contains(index.name()))
                .toList();
        return partial.isEmpty()
                ? Optional.empty()
                : Optional.of(failure(
                        "uses " + partial.get(0).name() + " only while it is planned for its values",
                        query,
                        kept.get(kept.size() - 1),
                        reasons(kept.get(kept.size() - 1).steps(), indexes)));
    }

    private static List<PlanStep> wholeReads(QueryPlan plan, List<KnownIndex> indexes, Set<String> tables) {
        return WholeReads.of(plan, indexes).stream()
                .filter(step -> tables.contains(step.table()))
                .toList();
    }

    private static List<String> reasons(List<PlanStep> steps, List<KnownIndex> indexes) {
        List<String> parameters = Reasons.ofParameters(steps, indexes);
        return parameters.isEmpty() ? Reasons.ofIndexes(steps, indexes) : parameters;
    }

    private static String failure(String what, CapturedQuery query, QueryPlan plan, List<String> reasons) {
        return "A query of this test " + what + ":" + System.lineSeparator() + indented(query.sql())
                + System.lineSeparator() + "Its plan:" + System.lineSeparator() + indented(plan.text())
                + System.lineSeparator() + String.join(System.lineSeparator(), reasons);
    }

    private static String names(List<PlanStep> steps) {
        return steps.stream().map(PlanStep::table).distinct().collect(Collectors.joining(" and "));
    }

    private static String indented(String text) {
        return text.strip().lines().map(line -> "  " + line).collect(Collectors.joining(System.lineSeparator()));
    }
}
