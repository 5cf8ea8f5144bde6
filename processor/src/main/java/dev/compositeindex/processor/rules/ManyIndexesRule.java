package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import java.util.ArrayList;
import java.util.List;

/** Each index is written on each insert, and on most updates. */
final class ManyIndexesRule implements ModuleRule {
    private static final int MANY = 10;

    @Override
    public List<Problem> check(DeclaredModule module) {
        List<Problem> problems = new ArrayList<>();
        module.indexesByTable().forEach((table, indexes) -> {
            if (indexes.size() > MANY) {
                problems.add(new Problem(
                        Code.MANY_INDEXES,
                        new Site.OfClass(indexes.get(MANY).declaredBy()),
                        "%d indexes are declared on the table %s. Each is written on each insert, and more than %d are more than most tables can bear. Keep those that a query needs."
                                .formatted(indexes.size(), Printable.quoted(table.name()), MANY)));
            }
        });
        return problems;
    }
}
