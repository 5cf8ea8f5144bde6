package dev.compositeindex.processor.migration;

import java.util.List;

/**
 * A migration with its version.
 *
 * @param version the version
 * @param migration the migration
 * @param style how its files are called
 */
public record NumberedMigration(Version version, Migration migration, FileStyle style) {

    /** The script and its configuration, if it needs one. */
    public List<MigrationFile> files() {
        return migration.files(fileName());
    }

    /** The name of the script. */
    public String fileName() {
        return style.fileName(version, migration.title());
    }
}
