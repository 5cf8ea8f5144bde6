package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.analysis.IndexIdentity;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.IndexSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two equal indexes on one table cost every write twice and serve no query better. */
final class EqualIndexesRule implements ModuleRule {

    @Override
    public List<Problem> check(DeclaredModule module) {
        Map<List<String>, Site.OfIndex> firstByIdentity = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (IndexSpec index : module.indexes()) {
            Site.OfIndex first = firstByIdentity.putIfAbsent(
                    List.of(index.table().schema(), IndexIdentity.text(index)), index.site());
            if (first != null) {
                problems.add(new Problem(
                        Code.EQUAL_INDEXES,
                        index.site(),
                        "this is the same index as %s. Remove one of the two.".formatted(first.reference())));
            }
        }
        return problems;
    }
}
