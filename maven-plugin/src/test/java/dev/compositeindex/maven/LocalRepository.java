package dev.compositeindex.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The local repository of the tests' builds: what the developer's one holds, by links, so that no test downloads what the
 * main build has; of our own artifacts, those that were just built. Settings and mirrors are the developer's, and nothing of
 * ours gets into the developer's repository.
 */
final class LocalRepository {
    private static final Path STAGED = Path.of(System.getProperty("it.staged"));
    private static final Path DEVELOPERS = Path.of(System.getProperty("it.localRepository"));
    private static final Path OURS = Path.of("dev", "compositeindex");

    static final Path FOLDER = link();

    private LocalRepository() {}

    private static Path link() {
        Path folder = STAGED.resolveSibling("it-local");
        try {
            deleteAll(folder);
            Path group = folder.resolve(OURS).getParent();
            Files.createDirectories(group);
            linkChildren(DEVELOPERS, folder);
            linkChildren(DEVELOPERS.resolve("dev"), group);
            Files.createSymbolicLink(folder.resolve(OURS), STAGED.resolve(OURS));
            return folder;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No links here (Windows, without the right to make them): the builds download what they need.
            return STAGED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void linkChildren(Path from, Path to) throws IOException {
        for (Path child : children(from)) {
            Path link = to.resolve(child.getFileName());
            if (!Files.exists(link) && !child.endsWith(OURS)) {
                Files.createSymbolicLink(link, child);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Deletes a folder; what links in it lead to stays. */
    static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
