package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.manifest.ResourceFile;
import dev.compositeindex.processor.manifest.ServiceFile;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.Ledger;
import dev.compositeindex.processor.model.IndexSpec;
import java.util.List;
import java.util.Optional;

/** The module's resources: the service entry, the desired state, and what of it no migration records. */
public final class ModuleResources {
    private ModuleResources() {}

    /** What the module declares: the service entry and the desired state. */
    public static List<ResourceFile> descriptions(ModuleResult module, IndexesFile.Head head) {
        String registry = module.registry().className();
        return List.of(
                new ResourceFile(ServiceFile.PATH, ServiceFile.render(registry)),
                new ResourceFile(IndexesFile.path(registry), IndexesFile.render(module.indexes(), head)));
    }

    /**
     * What the guard builds of it when the application starts: the indexes whose names the ledger does not hold. Nothing if
     * there are none. Compile only ever adds.
     */
    public static Optional<ResourceFile> pending(ModuleResult module, Ledger recorded) {
        List<IndexSpec> pending = module.indexes().stream()
                .filter(index -> !recorded.holds(DeclaredIndex.of(index).name()))
                .toList();
        return pending.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResourceFile(
                        IndexesFile.pendingPath(module.registry().className()), IndexesFile.render(pending)));
    }
}
