package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.migration.RecordedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Migrations on disk: the recorded ones are read, and pending ones that an earlier compile wrote are removed. Both are
 * beyond what a {@code Filer} can do, and need a class output that is a folder; in memory there is nothing to find.
 */
public final class MigrationFolders {

    private MigrationFolders() {}

    /** The migrations below a folder, but for those in the folder {@code skipped}. */
    public static List<RecordedFile> read(Path folder, Optional<Path> skipped) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<RecordedFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
                if (skipped.filter(path::startsWith).isEmpty() && Files.isRegularFile(path)) {
                    files.add(new RecordedFile(path.getFileName().toString(), firstLine(path)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Removes the generated files of a folder whose names are not to be kept. */
    public static void removeStale(Path pending, Set<String> kept) {
        if (!Files.isDirectory(pending)) {
            return;
        }
        try (Stream<Path> paths = Files.list(pending)) {
            for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
                String name = path.getFileName().toString();
                if (!kept.contains(name) && (name.endsWith(".sql") || name.endsWith(".sql.conf"))) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(Path path) throws IOException {
        if (!path.getFileName().toString().endsWith(".sql")) {
            return "";
        }
        // Any byte is a character of Latin-1; only our own header, which is recognised below, is then read as UTF-8.
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            String line = reader.readLine();
            return line == null ? "" : new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }
}
