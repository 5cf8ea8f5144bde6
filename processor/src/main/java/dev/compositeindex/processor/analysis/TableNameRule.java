package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.EntityDecl;
import java.util.ArrayList;
import java.util.List;

/** The declared names of table and schema, and the derived one, can be names. */
final class TableNameRule implements EntityRule {

    @Override
    public List<Problem> check(EntityDecl entity) {
        String binaryName = entity.type().binary();
        if (!entity.table().annotated()) {
            return Names.check("the table name", IndexResolver.table(entity).name(), new Site.OfClass(binaryName));
        }
        List<Problem> problems = new ArrayList<>(
                Names.check("the table name", entity.table().name(), new Site.OfTable(binaryName, "value")));
        if (!entity.table().schema().isEmpty()) {
            problems.addAll(
                    Names.check("the schema name", entity.table().schema(), new Site.OfTable(binaryName, "schema")));
        }
        return problems;
    }
}
