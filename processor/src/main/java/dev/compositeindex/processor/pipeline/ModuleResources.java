package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.manifest.ResourceFile;
import dev.compositeindex.processor.manifest.ServiceFile;
import dev.compositeindex.processor.migration.Ledger;
import dev.compositeindex.processor.migration.PendingMigrations;
import java.util.List;

/** The module's resources: the service entry, the desired state, and the pending migrations. */
public final class ModuleResources {
    private ModuleResources() {}

    /** What the module declares: the service entry and the desired state. */
    public static List<ResourceFile> descriptions(ModuleResult module) {
        String registry = module.registry().className();
        return List.of(
                new ResourceFile(ServiceFile.PATH, ServiceFile.render(registry)),
                new ResourceFile(IndexesFile.path(registry), IndexesFile.render(module.indexes())));
    }

    /** What is still to be done for it. */
    public static List<ResourceFile> migrations(ModuleResult module, Ledger recorded, String location) {
        return PendingMigrations.plan(module.indexes(), recorded).stream()
                .map(file -> new ResourceFile(PendingMigrations.folder(location) + "/" + file.name(), file.text()))
                .toList();
    }
}
