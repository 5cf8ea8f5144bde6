package dev.compositeindex.processor.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of migrations on disk, with its sub-folders, as Flyway scans it. */
public final class MigrationFolder {

    /** In bytes. What is longer is data, and need not fit into memory. */
    private static final int LONGEST_SCRIPT = 16 << 20;

    private MigrationFolder() {}

    /** The files in it, sorted; it must exist. */
    public static List<RecordedFile> read(Path folder) {
        List<RecordedFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : paths.sorted().toList()) {
                if (Files.isRegularFile(path)) {
                    files.add(read(path, folder.relativize(path).toString().replace('\\', '/')));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static RecordedFile read(Path path, String relative) throws IOException {
        boolean isScript = FileStyle.isScript(relative);
        if (!isScript && !RecordedFile.isConfiguration(relative)) {
            return RecordedFile.named(relative);
        }
        try (InputStream file = Files.newInputStream(path)) {
            String text = new String(file.readNBytes(LONGEST_SCRIPT), StandardCharsets.UTF_8);
            return isScript ? RecordedFile.of(relative, text) : RecordedFile.configuration(relative, text);
        }
    }
}
