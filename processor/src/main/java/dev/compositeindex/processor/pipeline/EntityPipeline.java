package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.analysis.IndexResolver;
import dev.compositeindex.processor.codegen.EntitySource;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.mapping.JpaIndexes;
import dev.compositeindex.processor.mapping.Tables;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.options.ProcessorOptions;
import dev.compositeindex.processor.rules.DeclaredModule;
import dev.compositeindex.processor.rules.EntityRule;
import dev.compositeindex.processor.rules.ModuleRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One discovered class: resolve each index, check the whole, and render the class of constants. */
public final class EntityPipeline {

    private EntityPipeline() {}

    /** A class that was read, with the indexes that JPA's annotation declares after ours, if those count. */
    public static EntityResult run(EntityDecl written, ProcessorOptions options) {
        return check(options.jpaIndexes() ? JpaIndexes.added(written) : written, options);
    }

    /** A class of which not all can be read: only what annotations of ours declare. */
    public static EntityResult runPart(EntityDecl part, ProcessorOptions options) {
        return check(part, options);
    }

    private static EntityResult check(EntityDecl entity, ProcessorOptions options) {
        List<Problem> problems = new ArrayList<>();
        EntityRule.ALL.forEach(rule -> problems.addAll(rule.check(entity)));
        List<IndexSpec> indexes = new ArrayList<>();
        if (entity.shape().hasTable()) {
            IndexResolver resolver = new IndexResolver(entity, Tables.of(entity), options.postgres());
            for (IndexDecl index : entity.indexes()) {
                Checked<IndexSpec> resolved = resolver.resolve(index);
                problems.addAll(resolved.problems());
                resolved.value().ifPresent(indexes::add);
            }
        }
        // These run again when the module is known; here they keep a class with a clash from being written.
        DeclaredModule alone = new DeclaredModule(List.of(entity), indexes);
        ModuleRule.CLASHES.forEach(rule -> problems.addAll(rule.check(alone)));
        return new EntityResult(
                entity,
                indexes,
                problems,
                problems.stream().anyMatch(Problem::isError)
                        ? Optional.empty()
                        : Optional.of(EntitySource.of(entity.type(), indexes, entity.generatedVisible())));
    }
}
