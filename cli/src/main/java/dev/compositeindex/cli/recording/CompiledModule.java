package dev.compositeindex.cli.recording;

import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.options.ProcessorOptions;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Optional;

/**
 * A module as the compiler left it: a class output, or a jar that was made of one.
 *
 * @param place the folder or the jar, absolute
 * @param indexesFile the only file of desired state that counts; if empty, all count
 * @param hasSources whether there must be classes
 */
public record CompiledModule(Path place, Optional<Path> indexesFile, boolean hasSources) {
    /** The Flyway location in it. */
    static final String LOCATION = ProcessorOptions.defaults().location().orElseThrow();

    /**
     * The module that a path names: that of an {@code .indexes} file where the processor writes it (it need not exist any
     * more), a class output, or a jar. Empty if it is none of them.
     */
    public static Optional<CompiledModule> of(Path path) {
        Path place = path.toAbsolutePath().normalize();
        Path folder = place.getParent();
        String pattern = IndexesFile.path("");
        if (folder != null
                && place.getFileName().toString().endsWith(pattern.substring(pattern.lastIndexOf('/') + 1))
                && folder.endsWith(pattern.substring(0, pattern.lastIndexOf('/')))) {
            return Optional.ofNullable(folder.getParent())
                    .map(Path::getParent)
                    .map(root -> new CompiledModule(root, Optional.of(place), true));
        }
        return Files.exists(place) && !place.toString().endsWith(".indexes")
                ? Optional.of(ofClassOutput(place))
                : Optional.empty();
    }

    /** The module of a class output, which need not exist any more. */
    public static CompiledModule ofClassOutput(Path folder) {
        return new CompiledModule(folder.toAbsolutePath().normalize(), Optional.empty(), true);
    }

    /** The same if the module has no sources, so that it is right that there are no classes. */
    public CompiledModule withoutSources() {
        return new CompiledModule(place, indexesFile, false);
    }

    /** Whether there is any desired state. */
    public boolean declaresIndexes() {
        try {
            return read(root -> root.indexesFiles().stream().anyMatch(Files::exists));
        } catch (IOException e) {
            return false; // whatever it is, it is none of ours
        }
    }

    /** Whether a path is in the class output, where the next build may delete it. */
    public boolean contains(Path path) {
        return path.toAbsolutePath().normalize().startsWith(place);
    }

    /** Reads from the root of the class files; what is read must not need the root any more. */
    <T> T read(Reading<T> reading) throws IOException {
        if (!Files.isRegularFile(place)) {
            List<Path> files = indexesFile.isPresent() ? indexesFile.stream().toList() : ClassRoot.indexesFiles(place);
            return reading.read(new ClassRoot(place.toString(), place, files, hasSources));
        }
        try (FileSystem jar = openJar()) {
            Path root = jar.getRootDirectories().iterator().next();
            return reading.read(new ClassRoot(place.toString(), root, ClassRoot.indexesFiles(root), hasSources));
        }
    }

    private FileSystem openJar() throws IOException {
        try {
            return FileSystems.newFileSystem(place);
        } catch (IOException | ProviderNotFoundException e) {
            throw new IOException(place + " is neither a class output nor a jar: " + e.getMessage(), e);
        }
    }

    /** What is read from a module. */
    interface Reading<T> {
        T read(ClassRoot root) throws IOException;
    }
}
