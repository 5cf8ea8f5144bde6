package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.mapping.Tables;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.sql.IndexName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A former name is a name that no index has any more, and that one index had. Looks at what was written. */
final class FormerNameRule implements ModuleRule {

    @Override
    public List<Problem> check(DeclaredModule module) {
        Map<IndexName, Site.OfIndex> declared = declared(module);
        Map<IndexName, Site.OfIndex> firstByFormerName = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (EntityDecl entity : module.entities()) {
            String schema = Tables.of(entity).schema();
            for (IndexDecl index : entity.indexes()) {
                if (index.renamedFrom().isEmpty()) {
                    continue;
                }
                IndexName former = new IndexName(schema, index.renamedFrom());
                Site.OfIndex bearer = declared.get(former);
                Site.OfIndex first = firstByFormerName.putIfAbsent(former, index.site());
                if (bearer != null) {
                    problems.add(problem(
                            index,
                            bearer.equals(index.site())
                                    ? "is the index's own name. Remove it, or name the one that the index had before."
                                    : "is the name of %s, so that no index is renamed from it. Remove it once the renaming is recorded."
                                            .formatted(bearer.reference())));
                } else if (first != null) {
                    problems.add(problem(
                            index,
                            "is also the former name of %s, and one index had it. Remove one of the two."
                                    .formatted(first.reference())));
                }
            }
        }
        return problems;
    }

    /** The names of all indexes, also of those that are invalid; of a name that is given twice, the first. */
    private static Map<IndexName, Site.OfIndex> declared(DeclaredModule module) {
        Map<IndexName, Site.OfIndex> declared = new HashMap<>();
        for (IndexSpec index : module.indexes()) {
            declared.putIfAbsent(new IndexName(index.table().schema(), index.name()), index.site());
        }
        for (EntityDecl entity : module.entities()) {
            String schema = Tables.of(entity).schema();
            for (IndexDecl index : entity.indexes()) {
                declared.putIfAbsent(new IndexName(schema, index.name()), index.site());
            }
        }
        return declared;
    }

    private static Problem problem(IndexDecl index, String text) {
        return new Problem(
                Code.BAD_FORMER_NAME,
                index.site().attribute("renamedFrom"),
                Printable.quoted(index.renamedFrom()) + " " + text);
    }
}
