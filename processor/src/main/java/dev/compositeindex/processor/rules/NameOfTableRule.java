package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.mapping.Tables;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tables and indexes share one name space per schema. */
final class NameOfTableRule implements ModuleRule {

    @Override
    public List<Problem> check(DeclaredModule module) {
        Map<Table, String> entityByTable = new HashMap<>();
        module.entities().stream()
                .filter(entity -> entity.shape().hasTable())
                .forEach(entity -> entityByTable.putIfAbsent(
                        Tables.of(entity), entity.type().binary()));
        List<Problem> problems = new ArrayList<>();
        for (EntityDecl entity : module.entities()) {
            for (IndexDecl index : entity.indexes()) {
                String owner = entityByTable.get(new Table(Tables.of(entity).schema(), index.name()));
                if (owner != null && !index.name().isEmpty()) {
                    problems.add(new Problem(
                            Code.NAME_OF_TABLE,
                            index.site().attribute("name"),
                            "%s is the table of %s, and an index cannot share a table's name. Rename the index."
                                    .formatted(Printable.quoted(index.name()), owner)));
                }
            }
        }
        return problems;
    }
}
