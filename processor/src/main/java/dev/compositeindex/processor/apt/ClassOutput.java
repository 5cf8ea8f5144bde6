package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.codegen.SourceFile;
import dev.compositeindex.processor.manifest.ConvertersFile;
import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.migration.MigrationFolder;
import dev.compositeindex.processor.migration.RecordedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The class output as a folder: recorded migrations are read, and what an earlier compile generated and this one does not
 * is removed. Both are beyond what a {@code Filer} can do. In memory there is nothing to find.
 *
 * @param root the folder, if the class output is on disk
 */
public record ClassOutput(Optional<Path> root) {
    static final ClassOutput UNKNOWN = new ClassOutput(Optional.empty());

    /**
     * The folder that a file of the class output is in. (A {@code Filer} tells no folder, and not every compiler's one
     * tells where a file would be that does not exist.)
     *
     * @param file the file's place
     * @param path its path below the class output
     */
    static ClassOutput of(URI file, String path) {
        try {
            @Nullable Path root = Path.of(file).toAbsolutePath();
            for (int i = 0; root != null && i < Path.of(path).getNameCount(); i++) {
                root = root.getParent();
            }
            return new ClassOutput(Optional.ofNullable(root));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return UNKNOWN;
        }
    }

    /** The migrations in the folders, or, if there are none, in the location. */
    public List<RecordedFile> recorded(List<Path> folders, String location) {
        List<Path> read = folders.isEmpty()
                ? root.map(path -> path.resolve(location)).stream().toList()
                : folders;
        List<RecordedFile> files = new ArrayList<>();
        for (Path folder : read) {
            if (Files.isDirectory(folder)) {
                files.addAll(MigrationFolder.read(folder));
            }
        }
        return files;
    }

    /** Whether there is a class file of that class, whatever is in it. */
    public boolean hasClass(String binaryName) {
        return root.map(folder -> folder.resolve(binaryName.replace('.', '/') + ".class"))
                .filter(Files::isRegularFile)
                .isPresent();
    }

    /** Removes the list of what no migration recorded at an earlier compile. */
    public void removePending(String registry) {
        change(path -> true, Files::delete, IndexesFile.pendingPath(registry));
    }

    /**
     * Removes what an earlier compile left of a registry: its descriptions, and its class, which would be in the way if it
     * ever gets that name back.
     */
    public void removeRegistry(String className) {
        removeClass(className);
        change(path -> true, Files::delete, IndexesFile.path(className));
        removePending(className);
    }

    /** Removes the list of converters that an earlier compile left. */
    public void removeConverters() {
        change(path -> true, Files::delete, ConvertersFile.PATH);
    }

    /**
     * Removes what an earlier compile left of a generated class. A source that was written by hand stays: whoever compiles
     * in place has those in the class output, too. A source without its class file, which a compile with an error leaves,
     * is made empty: compilers have it in their lists of files already, and fail where such a file is gone.
     */
    void removeClass(String className) {
        String path = className.replace('.', '/');
        if (change(file -> true, Files::delete, path + ".class")) {
            change(ClassOutput::isGenerated, Files::delete, path + ".java");
        } else {
            change(ClassOutput::isGenerated, source -> Files.writeString(source, ""), path + ".java");
        }
    }

    private static boolean isGenerated(Path source) {
        return firstLine(source).startsWith(SourceFile.FIRST_LINE);
    }

    /** Whether the file was there and met the condition, so that it was changed. */
    private boolean change(Predicate<Path> condition, FileChange change, String file) {
        try {
            Optional<Path> path = root.map(folder -> folder.resolve(file))
                    .filter(Files::isRegularFile)
                    .filter(condition);
            if (path.isPresent()) {
                change.apply(path.get());
            }
            return path.isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface FileChange {
        void apply(Path file) throws IOException;
    }

    private static String firstLine(Path path) {
        // Any byte is a character of Latin-1; ours are all ASCII.
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            String line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
