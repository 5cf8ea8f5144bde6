package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.codegen.RegistrySource;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.TypeName;
import dev.compositeindex.processor.options.ProcessorOptions;
import dev.compositeindex.processor.rules.DeclaredModule;
import dev.compositeindex.processor.rules.ModuleRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole module: check what only shows across its classes, and render the registry. */
public final class ModulePipeline {

    private ModulePipeline() {}

    /**
     * Runs it.
     *
     * @param results one per class; their order does not matter
     * @param options the options
     * @param previousRegistry the registry's name at an earlier compile
     */
    public static ModuleResult run(
            List<EntityResult> results, ProcessorOptions options, Optional<String> previousRegistry) {
        // Compilers hand out classes in different orders.
        List<EntityResult> sorted = results.stream()
                .sorted(Comparator.comparing(result -> result.entity().type().binary()))
                .toList();
        List<EntityDecl> entities = sorted.stream().map(EntityResult::entity).toList();
        List<IndexSpec> indexes =
                sorted.stream().flatMap(result -> result.indexes().stream()).toList();
        DeclaredModule module = new DeclaredModule(entities, indexes);
        List<Problem> problems = new ArrayList<>();
        ModuleRule.CLASHES.forEach(rule -> problems.addAll(rule.check(module)));
        problems.removeIf(problem -> isKnown(problem, sorted));
        boolean isWrong = Stream.concat(
                        problems.stream(), results.stream().flatMap(result -> result.problems().stream()))
                .anyMatch(Problem::isError);
        if (!isWrong) {
            ModuleRule.ADVICE.forEach(rule -> problems.addAll(rule.check(module)));
        }
        List<TypeName> types = entities.stream().map(EntityDecl::type).toList();
        String registry = options.registry().orElseGet(() -> RegistryName.defaultFor(types, previousRegistry));
        problems.addAll(RegistryName.check(registry, types));
        boolean marked = entities.stream().allMatch(EntityDecl::generatedVisible);
        return new ModuleResult(indexes, problems, RegistrySource.of(registry, types, marked));
    }

    /** Whether the class alone showed it; across classes the same problem may be told with another counterpart. */
    private static boolean isKnown(Problem problem, List<EntityResult> results) {
        return results.stream()
                .flatMap(result -> result.problems().stream())
                .anyMatch(
                        known -> known.code() == problem.code() && known.site().equals(problem.site()));
    }
}
