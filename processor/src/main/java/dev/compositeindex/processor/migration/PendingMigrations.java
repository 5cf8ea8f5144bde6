package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.IndexSpec;
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
     * Scripts and their configurations, numbered after the recorded ones in the order of the names: the order in which the
     * planner creates, so that what is recorded later keeps version and bytes.
     */
    public static List<MigrationFile> plan(List<IndexSpec> indexes, Ledger recorded) {
        List<Change> changes = indexes.stream()
                .map(DeclaredIndex::of)
                .filter(index -> !recorded.holds(index.name()))
                .sorted(Comparator.comparing(DeclaredIndex::name))
                .<Change>map(Change.CreateIndex::new)
                .toList();
        return NumberedStep.number(changes, recorded.next()).stream()
                .flatMap(step -> step.files().stream())
                .toList();
    }
}
