package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.analysis.IndexIdentity;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.mapping.Tables;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A name is given once per schema, and is not the derived name of another index either. Looks at what was written, so
 * that an invalid index still holds its name.
 */
final class NameTwiceRule implements ModuleRule {

    @Override
    public List<Problem> check(DeclaredModule module) {
        Map<Table, Site.OfIndex> firstByName = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (IndexSpec index : module.indexes()) {
            if (index.site().name().isEmpty()) {
                Site.OfIndex first = firstByName.putIfAbsent(name(index), index.site());
                if (first != null) {
                    problems.add(new Problem(
                            Code.NAME_TWICE,
                            index.site(),
                            "this is the same index as %s, and neither has a name, so that both are called %s. Remove one of the two."
                                    .formatted(first.reference(), Printable.quoted(index.name()))));
                }
            }
        }
        Map<Site.OfIndex, List<String>> identities = new HashMap<>();
        module.indexes().forEach(index -> identities.put(index.site(), identity(index)));
        for (EntityDecl entity : module.entities()) {
            String schema = Tables.of(entity).schema();
            for (IndexDecl index : entity.indexes()) {
                if (index.name().isEmpty()) {
                    continue;
                }
                Table name = new Table(schema, index.name());
                Site.OfIndex first = firstByName.putIfAbsent(name, index.site());
                if (first != null) {
                    List<String> identity = identities.getOrDefault(index.site(), List.of());
                    boolean isSame = !identity.isEmpty() && identity.equals(identities.get(first));
                    problems.add(new Problem(
                            Code.NAME_TWICE,
                            index.site().attribute("name"),
                            "%s is also the name of %s, %s"
                                    .formatted(
                                            Printable.quoted(index.name()),
                                            first.reference(),
                                            isSame
                                                    ? "which is the same index. Remove one of the two."
                                                    : "and a name is unique in its schema. Rename one.")));
                }
            }
        }
        return problems;
    }

    private static List<String> identity(IndexSpec index) {
        return List.of(index.table().schema(), IndexIdentity.text(index));
    }

    private static Table name(IndexSpec index) {
        return new Table(index.table().schema(), index.name());
    }
}
