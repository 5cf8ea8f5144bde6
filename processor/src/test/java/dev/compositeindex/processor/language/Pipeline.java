package dev.compositeindex.processor.language;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.ColumnDecl;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldMapping;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.model.ReferenceDecl;
import dev.compositeindex.processor.model.TypeDecl;
import dev.compositeindex.processor.model.TypeName;
import dev.compositeindex.processor.options.ProcessorOptions;
import dev.compositeindex.processor.pipeline.EntityPipeline;
import dev.compositeindex.processor.pipeline.EntityResult;
import dev.compositeindex.processor.sql.PostgresRenderer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the compiler does to one declared index of the trial's table, without a compiler around it. */
final class Pipeline {
    private static final TypeDecl.Level LEVEL = new TypeDecl.Level(
            "T", TypeDecl.Role.OTHER, false, "T", Optional.empty(), "", Map.of(), Map.of(), List.of(), false, "");

    private final ProcessorOptions options;
    private final Map<String, FieldDecl> fields = new LinkedHashMap<>();

    Pipeline(int postgres) {
        this(postgres, Trial.COLUMNS);
    }

    /**
     * @param typesByColumn the types of the columns, as their definitions say
     */
    Pipeline(int postgres, Map<String, String> typesByColumn) {
        typesByColumn.forEach((column, type) -> {
            String field = Declaration.field(column);
            fields.put(field, new FieldDecl(field, FieldDecl.Kind.COLUMN, "", "", "T", mapping(type)));
        });
        options = ProcessorOptions.parse(Map.of("compositeindex.postgres", Integer.toString(postgres)), name -> true)
                .value()
                .orElseThrow();
    }

    /** The definition of the declared index, or what is wrong with it. */
    Checked<String> run(Declaration declaration) {
        Site.OfIndex site = new Site.OfIndex("T", 1, "i");
        IndexDecl index = new IndexDecl(
                site,
                declaration.fields(),
                declaration.using(),
                declaration.unique(),
                declaration.nullsDistinct(),
                declaration.where(),
                declaration.include(),
                declaration.with(),
                "",
                "",
                "");
        EntityResult result = EntityPipeline.run(
                new EntityDecl(
                        new TypeName("T", "T", "", "T"),
                        EntityDecl.Shape.CLASS,
                        new EntityDecl.TableDecl(true, "t", ""),
                        NamingRule.SNAKE_CASE,
                        Map.of("T", new TypeDecl("T", TypeDecl.Framework.PLAIN, List.of(LEVEL), fields)),
                        List.of(index),
                        Set.of(),
                        true),
                options);
        List<Problem> problems = result.problems();
        result.indexes().forEach(ReadBack::check);
        return result.indexes().isEmpty()
                ? Checked.failed(problems)
                : Checked.of(PostgresRenderer.definition(result.indexes().get(0)), problems);
    }

    private static FieldMapping mapping(String type) {
        ColumnDecl column = new ColumnDecl("", "", "", false, type);
        return new FieldMapping(
                column, ReferenceDecl.NONE, Map.of(), Map.of(), Optional.empty(), "", false, FieldMapping.Storage.NONE);
    }
}
