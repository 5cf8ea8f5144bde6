package dev.compositeindex.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests have their servers. Not a temporary folder: what is there after a failure is to be read. */
final class Workplace {
    private Workplace() {}

    /** An empty folder. */
    static Path empty(String name) throws IOException {
        Path folder = Path.of("target", "torture-tests", name).toAbsolutePath();
        Folders.delete(folder);
        return Files.createDirectories(folder);
    }
}
