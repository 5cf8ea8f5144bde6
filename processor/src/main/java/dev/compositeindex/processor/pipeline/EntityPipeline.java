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
        if (!options.jpaIndexes()) {
            return check(written, options);
        }
        Optional<Problem> untaken = JpaIndexes.untakenTable(written);
        if (untaken.isEmpty()) {
            return check(JpaIndexes.added(written), options).with(JpaIndexes.notes(written));
        }
        return written.indexes().isEmpty()
                ? new EntityResult(written, List.of(), untaken.stream().toList(), Optional.empty())
                : check(written, options).with(untaken.stream().toList());
    }

    /** A class of which not all can be read: only what annotations of ours declare. */
    public static EntityResult runPart(EntityDecl part, ProcessorOptions options) {
        return check(part, options);
    }

    private static EntityResult check(EntityDecl written, ProcessorOptions options) {
        List<Problem> problems = new ArrayList<>();
        EntityRule.ALL.forEach(rule -> problems.addAll(rule.check(written)));
        List<IndexSpec> indexes = new ArrayList<>();
        List<IndexDecl> taken = new ArrayList<>();
        if (written.shape().hasTable()) {
            IndexResolver resolver = new IndexResolver(written, Tables.of(written), options.postgres());
            for (IndexDecl index : written.indexes()) {
                Checked<IndexSpec> resolved = resolver.resolve(index);
                if (index.site().isJpas() && resolved.value().isEmpty()) {
                    problems.add(untaken(index, resolved.problems().get(0)));
                    continue;
                }
                taken.add(index);
                problems.addAll(resolved.problems());
                resolved.value().ifPresent(indexes::add);
            }
        }
        EntityDecl entity = written.shape().hasTable() ? written.withIndexes(taken) : written;
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

    /** JPA accepts what we may not: the compile goes on, and the index is the team's own affair. */
    private static Problem untaken(IndexDecl index, Problem why) {
        return JpaIndexes.untaken(
                index.site(), "it is", "[%s] %s".formatted(why.code().id(), why.text()));
    }
}
