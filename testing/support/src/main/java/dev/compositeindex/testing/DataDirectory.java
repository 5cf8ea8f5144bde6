package dev.compositeindex.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The data directory of a server for tests. It lies where the embedding library has its programs: what a killed run leaves
 * there, the library deletes some day. A new cluster is made only once, and copied from then on.
 */
final class DataDirectory {

    private static final Path PARENT = Path.of(System.getProperty(
            "ot.epg.working-dir",
            Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg").toString()));

    /** The library's: whoever has locked it uses the directory. */
    static final String LOCK = "epg-lock";

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** A directory in which the library, as it finds a configuration there, makes no cluster. */
    static DataDirectory withoutCluster() throws IOException {
        DataDirectory directory = empty();
        Files.createFile(directory.path.resolve("postgresql.conf"));
        return directory;
    }

    /**
     * A directory with a new cluster, if one was made before; else an empty one, in which the library makes it.
     *
     * @param kind what the cluster is made of; clusters of one kind are the same
     */
    static DataDirectory withClusterOf(String kind) throws IOException {
        DataDirectory directory = empty();
        Path template = PARENT.resolve(kind);
        if (Files.isDirectory(template)) {
            copy(template, directory.path);
        }
        return directory;
    }

    private static DataDirectory empty() throws IOException {
        return new DataDirectory(Files.createTempDirectory(Files.createDirectories(PARENT), "data"));
    }

    /** Keeps this cluster, which has not been started yet, for the next directory of its kind. */
    void keepAs(String kind) throws IOException {
        Path template = PARENT.resolve(kind);
        if (Files.isDirectory(template)) {
            return;
        }
        Path copy = Files.createTempDirectory(PARENT, "new");
        copy(path, copy);
        try {
            Files.move(copy, template);
        } catch (IOException others) {
            // Another run was faster.
            delete(copy);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.endsWith(LOCK)) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Deletes the directory of a server that has stopped. A run leaves tens of thousands of files: where the system has a
     * program for that, nobody waits for it.
     */
    void delete() {
        try {
            Path gone = Files.move(path, PARENT.resolve("gone" + path.getFileName()));
            if (System.getProperty("os.name").startsWith("Windows")) {
                delete(gone);
            } else {
                new ProcessBuilder("rm", "-rf", gone.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
