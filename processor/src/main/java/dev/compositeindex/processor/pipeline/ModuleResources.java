package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.migration.MigrationFile;
import dev.compositeindex.processor.migration.PendingMigrations;
import dev.compositeindex.processor.migration.RecordedMigrations;
import dev.compositeindex.processor.options.ProcessorOptions;
import java.util.ArrayList;
import java.util.List;

/** The module's resources: the service entry, the desired state, and the pending migrations. */
public final class ModuleResources {
    private static final String SERVICE = "META-INF/services/dev.compositeindex.registry.IndexRegistry";

    private ModuleResources() {}

    /** The folder of pending migrations in a Flyway location. */
    public static String pendingFolder(String location) {
        return location + "/pending";
    }

    public static List<ResourceFile> of(ModuleResult module, RecordedMigrations recorded, ProcessorOptions options) {
        String registry = module.registry().className();
        List<ResourceFile> files = new ArrayList<>();
        files.add(new ResourceFile(SERVICE, registry + "\n"));
        files.add(new ResourceFile(IndexesFile.path(registry), IndexesFile.render(module.indexes())));
        options.location().ifPresent(location -> {
            for (MigrationFile file : PendingMigrations.plan(module.indexes(), recorded)) {
                files.add(new ResourceFile(pendingFolder(location) + "/" + file.name(), file.text()));
            }
        });
        return List.copyOf(files);
    }
}
