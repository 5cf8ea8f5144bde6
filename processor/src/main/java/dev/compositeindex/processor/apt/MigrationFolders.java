package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.migration.RecordedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.StandardLocation;

/**
 * Migrations on disk: the recorded ones are read, and pending ones that an earlier compile wrote are removed. Both are
 * beyond what a {@code Filer} can do, and need a class output that is a folder; in memory there is nothing to find.
 */
public final class MigrationFolders {
    private final Filer filer;

    public MigrationFolders(ProcessingEnvironment environment) {
        this.filer = environment.getFiler();
    }

    /** The folder in the class output, if the class output is on disk. */
    public Optional<Path> inClassOutput(String folder) {
        try {
            // A Filer names files only, so ask for one that is never there.
            Path file = Path.of(filer.getResource(StandardLocation.CLASS_OUTPUT, "", folder + "/.none")
                    .toUri());
            return Optional.ofNullable(file.toAbsolutePath().getParent());
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The migrations below a folder, but for those in the folder {@code skipped}. */
    public List<RecordedFile> read(Path folder, Optional<Path> skipped) {
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
    public void removeStale(Path pending, Set<String> kept) {
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
