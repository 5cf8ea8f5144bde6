package dev.compositeindex.benchmarks;

import dev.compositeindex.processor.migration.Change;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.FileStyle;
import dev.compositeindex.processor.migration.MigrationFile;
import dev.compositeindex.processor.migration.Migrations;
import dev.compositeindex.processor.migration.NumberedMigration;
import dev.compositeindex.processor.migration.Version;
import dev.compositeindex.processor.sql.IndexStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A folder of migrations: tables, and then indexes.
 *
 * @param folder that Flyway scans
 */
public record Scripts(Path folder) {

    /** A folder, empty but for the tables. */
    public static Scripts of(Path folder, String tables) throws IOException {
        Files.createDirectories(folder);
        try (var old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        Files.writeString(folder.resolve("V1__tables.sql"), tables);
        return new Scripts(folder.toAbsolutePath());
    }

    /** Where Flyway finds it. */
    public String location() {
        return "filesystem:" + folder;
    }

    /** Adds a script as people write it: nothing but the statements, concurrently. */
    public Scripts byHand(List<String> statements) throws IOException {
        Files.writeString(
                folder.resolve("V2__indexes.sql"),
                statements.stream().map(sql -> concurrently(sql) + ";\n").collect(Collectors.joining()));
        Files.writeString(folder.resolve("V2__indexes.sql.conf"), "executeInTransaction=false\n");
        return this;
    }

    /** Adds what we write. */
    public Scripts ours(List<String> statements) throws IOException {
        List<Change> changes = new ArrayList<>();
        for (String statement : statements) {
            changes.add(new Change.CreateIndex(
                    DeclaredIndex.of(IndexStatement.parse(statement).orElseThrow(), "com.acme.T")));
        }
        for (NumberedMigration migration :
                Migrations.number(changes, Optional.of("indexes"), new Version("2"), FileStyle.FLYWAYS)) {
            for (MigrationFile file : migration.files()) {
                Files.writeString(folder.resolve(file.name()), file.text());
            }
        }
        return this;
    }

    /** The same statement, so that writes go on. */
    public static String concurrently(String sql) {
        return sql.replaceFirst(" INDEX ", " INDEX CONCURRENTLY ");
    }
}
