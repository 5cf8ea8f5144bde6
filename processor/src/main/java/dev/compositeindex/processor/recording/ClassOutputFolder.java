package dev.compositeindex.processor.recording;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.MigrationFolder;
import dev.compositeindex.processor.migration.PendingMigrations;
import dev.compositeindex.processor.migration.RecordedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the compiler made of a module.
 *
 * @param root the folder of the class files
 * @param indexesFile the desired state in it
 */
public record ClassOutputFolder(Path root, Path indexesFile) {
    private static final int LISTED = 10;

    /** The class output that an {@code .indexes} file is in; empty if the file is not where the processor writes it. */
    public static Optional<ClassOutputFolder> of(Path indexesFile) {
        Path file = indexesFile.toAbsolutePath().normalize();
        Path folder = file.getParent();
        String suffix = IndexesFile.path("");
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        if (folder == null
                || !name.endsWith(suffix.substring(suffix.lastIndexOf('/') + 1))
                || !folder.endsWith(suffix.substring(0, suffix.lastIndexOf('/')))) {
            return Optional.empty();
        }
        return Optional.ofNullable(folder.getParent().getParent()).map(root -> new ClassOutputFolder(root, file));
    }

    /**
     * The desired state, held against the annotated classes: a compilation without the processor, a partial one or a class
     * file that is left over must not pass for a declaration that was removed.
     */
    public Checked<List<DeclaredIndex>> desired() throws IOException {
        SortedMap<String, Integer> annotated = new TreeMap<>();
        boolean compiled = readClasses(annotated);
        Checked<List<DeclaredIndex>> desired = Files.exists(indexesFile)
                ? IndexesFile.parse(
                        indexesFile.getFileName().toString(), Files.readString(indexesFile, StandardCharsets.UTF_8))
                : Checked.of(List.of());
        if (desired.value().isEmpty()) {
            return desired;
        }
        if (!compiled) {
            return stale("there are no class files in " + root + ", so nothing can be said about what is declared.");
        }
        SortedMap<String, Integer> listed = new TreeMap<>();
        desired.value().get().forEach(index -> listed.merge(index.declaredBy(), 1, Integer::sum));
        if (listed.equals(annotated)) {
            return desired;
        }
        Set<String> names = new TreeSet<>(listed.keySet());
        names.addAll(annotated.keySet());
        names.removeIf(name -> annotated.getOrDefault(name, 0).equals(listed.getOrDefault(name, 0)));
        List<String> differences = names.stream()
                .limit(LISTED)
                .map(name -> "%s (%d in the class, %d in the file)"
                        .formatted(name, annotated.getOrDefault(name, 0), listed.getOrDefault(name, 0)))
                .toList();
        return stale("%s, and the classes declare other indexes: %s%s."
                .formatted(
                        Files.exists(indexesFile) ? "the file is out of date" : "the file does not exist",
                        String.join(", ", differences),
                        names.size() > LISTED ? ", … (" + names.size() + " in all)" : ""));
    }

    /** The Java migrations: their sources may be anywhere. */
    public List<RecordedFile> javaMigrations(String location) {
        Path folder = root.resolve(location);
        return Files.isDirectory(folder)
                ? MigrationFolder.read(folder, Optional.empty()).stream()
                        .filter(file -> file.path().endsWith(".class"))
                        .toList()
                : List.of();
    }

    /**
     * Removes the pending migrations, once they are recorded: a build that has nothing to compile would leave them beside the
     * recorded ones, and Flyway refuses two of one version.
     */
    public void removePending(String location) {
        MigrationFolder.removeScripts(root.resolve(PendingMigrations.folder(location)), Set.of());
    }

    /** Whether there is any class file. */
    private boolean readClasses(SortedMap<String, Integer> annotated) throws IOException {
        if (!Files.isDirectory(root)) {
            return false;
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            paths.filter(path -> path.toString().endsWith(".class")).forEach(files::add);
        }
        for (Path path : files) {
            try {
                ClassFile.Declarations declarations = ClassFile.read(Files.readAllBytes(path));
                if (declarations.indexes() > 0) {
                    annotated.put(declarations.name(), declarations.indexes());
                }
            } catch (IOException | RuntimeException e) {
                throw new IOException("the class file " + path + " cannot be read: " + e, e);
            }
        }
        return !files.isEmpty();
    }

    private Checked<List<DeclaredIndex>> stale(String text) {
        return Checked.failed(new Problem(
                Code.STALE_INDEXES_FILE,
                new Site.OfFile(indexesFile.getFileName().toString(), 1),
                text + " Compile anew with the processor (mvn clean compile)."));
    }
}
