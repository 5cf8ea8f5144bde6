package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.IndexSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The migrations that compile writes: one for each index whose name the ledger does not hold. Compile only ever adds. */
public final class PendingMigrations {

    private PendingMigrations() {}

    /** The folder of pending migrations in a Flyway location. */
    public static String folder(String location) {
        return location + "/pending";
    }

    /**
     * Scripts and their configurations, numbered after the recorded ones in the order of the names.
     */
    public static List<MigrationFile> plan(List<IndexSpec> indexes, Ledger recorded) {
        List<MigrationFile> files = new ArrayList<>();
        Version version = recorded.next();
        for (DeclaredIndex index : indexes.stream()
                .map(DeclaredIndex::of)
                .filter(index -> !recorded.holds(index.name()))
                .sorted(Comparator.comparing(DeclaredIndex::name))
                .toList()) {
            Migration migration = Migration.of(new Change.CreateIndex(index).sections());
            files.addAll(new NumberedMigration(version, migration, FileStyle.FLYWAYS).files());
            version = version.next();
        }
        return List.copyOf(files);
    }
}
