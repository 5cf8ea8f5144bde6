package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The migrations that compile writes: one for each index that no recorded migration creates. */
public final class PendingMigrations {
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_]");

    private PendingMigrations() {}

    /** Scripts and their configurations, numbered after the recorded ones in the order of the indexes. */
    public static List<MigrationFile> plan(List<IndexSpec> indexes, RecordedMigrations recorded) {
        List<MigrationFile> files = new ArrayList<>();
        Version version = recorded.next();
        for (IndexSpec index : indexes) {
            if (recorded.creates(index)) {
                continue;
            }
            String name = "V%s__create_%s.sql"
                    .formatted(version.text(), ODD.matcher(index.name()).replaceAll("_"));
            files.add(new MigrationFile(name, MigrationText.create(index)));
            files.add(new MigrationFile(name + ".conf", MigrationText.CONFIGURATION));
            version = version.next();
        }
        return List.copyOf(files);
    }
}
