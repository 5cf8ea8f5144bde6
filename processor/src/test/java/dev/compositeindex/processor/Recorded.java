package dev.compositeindex.processor;

import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.migration.Change;
import dev.compositeindex.processor.migration.FileStyle;
import dev.compositeindex.processor.migration.MigrationFile;
import dev.compositeindex.processor.migration.Migrations;
import dev.compositeindex.processor.migration.NumberedMigration;
import dev.compositeindex.processor.migration.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Records all that a class output declares, as {@code record} does where nothing is recorded. */
final class Recorded {

    private Recorded() {}

    /** The migrations from {@code V2} on. */
    static List<NumberedMigration> migrations(Path classes) throws IOException {
        List<Change> changes = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.resolve("META-INF/compositeindex"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".indexes")).toList()) {
                IndexesFile.parse("", Files.readString(file)).value().orElseThrow().stream()
                        .map(Change.CreateIndex::new)
                        .forEach(changes::add);
            }
        }
        return Migrations.number(changes, Optional.empty(), new Version("2"), FileStyle.FLYWAYS);
    }

    /** Writes them where Flyway finds them; says how many there are. */
    static int write(Path classes) throws IOException {
        List<NumberedMigration> migrations = migrations(classes);
        for (NumberedMigration migration : migrations) {
            for (MigrationFile file : migration.files()) {
                Files.writeString(classes.resolve("db/migration").resolve(file.name()), file.text());
            }
        }
        return migrations.size();
    }
}
