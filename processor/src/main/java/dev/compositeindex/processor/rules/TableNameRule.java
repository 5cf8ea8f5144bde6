package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.analysis.NameProblems;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.mapping.Tables;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** There is a table, and the names of table and schema, declared or derived, can be names. */
final class TableNameRule implements EntityRule {

    @Override
    public List<Problem> check(EntityDecl entity) {
        String binaryName = entity.type().binary();
        if (!entity.table().annotated()) {
            return mapped(entity, new Site.OfClass(binaryName));
        }
        List<Problem> problems = new ArrayList<>(
                NameProblems.of("the table name", entity.table().name(), new Site.OfTable(binaryName, "value")));
        if (!entity.table().schema().isEmpty()) {
            problems.addAll(NameProblems.of(
                    "the schema name", entity.table().schema(), new Site.OfTable(binaryName, "schema")));
        }
        return problems;
    }

    private static List<Problem> mapped(EntityDecl entity, Site site) {
        Optional<String> absence = Tables.absence(entity);
        if (absence.isPresent()) {
            return List.of(new Problem(Code.NO_TABLE, site, absence.get()));
        }
        Optional<String> doubt = Tables.doubt(entity);
        if (doubt.isPresent()) {
            return List.of(new Problem(Code.NAME_BY_VERSION, site, doubt.get()));
        }
        Table table = Tables.of(entity);
        List<Problem> problems = new ArrayList<>(NameProblems.of("the table name", table.name(), site));
        if (!table.schema().isEmpty()) {
            problems.addAll(NameProblems.of("the schema name", table.schema(), site));
        }
        return problems;
    }
}
