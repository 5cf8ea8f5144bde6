package dev.compositeindex.processor.migration;

import java.util.List;

/**
 * A migration with its version.
 *
 * @param version the version
 * @param migration the migration
 */
public record NumberedMigration(Version version, Migration migration) {

    /** The script and its configuration, if it needs one. */
    public List<MigrationFile> files() {
        return migration.files(version);
    }

    /** The name of the script. */
    public String fileName() {
        return migration.fileName(version);
    }
}
