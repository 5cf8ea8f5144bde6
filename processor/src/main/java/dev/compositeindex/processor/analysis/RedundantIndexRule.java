package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index that another one of its table stands in for costs every write, and serves no query of its own. */
final class RedundantIndexRule implements ModuleRule {

    @Override
    public List<Problem> check(Module module) {
        Map<Table, List<IndexSpec>> byTable = new LinkedHashMap<>();
        module.indexes()
                .forEach(index -> byTable.computeIfAbsent(index.table(), table -> new ArrayList<>())
                        .add(index));
        List<Problem> problems = new ArrayList<>();
        for (IndexSpec index : module.indexes()) {
            List<IndexSpec> others = byTable.get(index.table());
            others.stream()
                    .flatMap(
                            other -> reason(index, other, others).map(reason -> problem(index, other, reason)).stream())
                    .findFirst()
                    .ifPresent(problems::add);
        }
        return problems;
    }

    /** Of two that stand in for each other, the one that was declared first stays. */
    private static Optional<String> reason(IndexSpec index, IndexSpec other, List<IndexSpec> declared) {
        if (index == other || IndexIdentity.text(index).equals(IndexIdentity.text(other))) {
            return Optional.empty();
        }
        return Coverage.of(index, other)
                .filter(reason ->
                        Coverage.of(other, index).isEmpty() || declared.indexOf(other) < declared.indexOf(index));
    }

    private static Problem problem(IndexSpec index, IndexSpec other, String reason) {
        Site.OfIndex site = other.site();
        return new Problem(
                Code.REDUNDANT_INDEX,
                index.site(),
                "@CompositeIndex #%d%s on %s serves every query that this one serves: it %s. Remove this one."
                        .formatted(
                                site.ordinal(),
                                site.name().isEmpty() ? "" : " " + Printable.quoted(site.name()),
                                site.entity(),
                                reason));
    }
}
