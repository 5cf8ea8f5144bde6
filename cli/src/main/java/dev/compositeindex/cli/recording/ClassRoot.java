package dev.compositeindex.cli.recording;

import dev.compositeindex.processor.apt.FileText;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.MigrationFolder;
import dev.compositeindex.processor.migration.RecordedFile;
import dev.compositeindex.processor.model.NamingRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The root of a module's class files, on disk or in an open jar.
 *
 * @param name what messages call it
 * @param path the root
 * @param indexesFiles the desired state in it; they need not exist
 * @param hasSources whether there must be classes
 */
record ClassRoot(String name, Path path, List<Path> indexesFiles, boolean hasSources) {
    private static final int LISTED = 10;
    private static final String OF_JPA = "@Index on ";

    /** All files of desired state below a root. */
    static List<Path> indexesFiles(Path root) throws IOException {
        String pattern = IndexesFile.path("");
        Path folder = root.resolve(pattern.substring(0, pattern.lastIndexOf('/')));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        String suffix = pattern.substring(pattern.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The desired state, by the file that tells it, held against the annotated classes: a compilation without the processor,
     * a partial one or a class file that is left over must not pass for a declaration that was removed.
     */
    Checked<Map<String, List<DeclaredIndex>>> desired() throws IOException {
        Map<String, List<DeclaredIndex>> desired = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : indexesFiles) {
            if (Files.exists(file)) {
                String fileName = file.getFileName().toString();
                Checked<List<DeclaredIndex>> parsed = IndexesFile.parse(fileName, FileText.read(file));
                problems.addAll(parsed.problems());
                parsed.value().ifPresent(indexes -> desired.put(fileName, indexes));
            }
        }
        if (problems.stream().noneMatch(Problem::isError)) {
            staleness(desired).ifPresent(problems::add);
        }
        return Checked.of(desired, problems);
    }

    /** The names of the registries that are described in it. */
    List<String> registries() {
        return indexesFiles.stream()
                .filter(Files::exists)
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(
                        0,
                        name.length()
                                - IndexesFile.path("").length()
                                + IndexesFile.path("").lastIndexOf('/')
                                + 1))
                .toList();
    }

    /** The rule for names that its classes were compiled with; empty if nothing tells. */
    Optional<NamingRule> naming() throws IOException {
        return heads().stream().map(IndexesFile.Head::naming).findFirst();
    }

    private List<IndexesFile.Head> heads() throws IOException {
        List<IndexesFile.Head> heads = new ArrayList<>();
        for (Path file : indexesFiles) {
            if (Files.exists(file)) {
                heads.add(IndexesFile.Head.of(FileText.read(file)));
            }
        }
        return heads;
    }

    private Optional<Problem> staleness(Map<String, List<DeclaredIndex>> desired) throws IOException {
        List<ClassFile.Declarations> classes = classFiles();
        if (classes.isEmpty() && hasSources) {
            return Optional.of(
                    stale("there are no class files in " + name + ", so nothing can be said about what is declared."));
        }
        List<DeclaredIndex> indexes =
                desired.values().stream().flatMap(List::stream).toList();
        SortedMap<String, Integer> listed = new TreeMap<>();
        indexes.forEach(index -> listed.merge(declarations(index.declaredBy(), index.isJpas()), 1, Integer::sum));
        for (IndexesFile.Head head : heads()) {
            head.leftOut().forEach((type, count) -> listed.merge(declarations(type, true), count, Integer::sum));
        }
        // The compiler was told whether those of JPA count; the file shows what it was told.
        boolean jpasCount = listed.keySet().stream().anyMatch(type -> type.startsWith(OF_JPA));
        SortedMap<String, Integer> annotated = new TreeMap<>();
        for (ClassFile.Declarations file : classes) {
            if (file.indexes() > 0) {
                annotated.put(declarations(file.name(), false), file.indexes());
            }
            if (jpasCount && !file.jpaIndexes().isEmpty()) {
                annotated.put(declarations(file.name(), true), file.jpaIndexes().size());
            }
        }
        if (listed.equals(annotated)) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>(listed.keySet());
        names.addAll(annotated.keySet());
        names.removeIf(name -> annotated.getOrDefault(name, 0).equals(listed.getOrDefault(name, 0)));
        List<String> differences = names.stream()
                .limit(LISTED)
                .map(name -> "%s (%d in the class, %d in the file)"
                        .formatted(name, annotated.getOrDefault(name, 0), listed.getOrDefault(name, 0)))
                .toList();
        return Optional.of(stale("%s, and the classes declare other indexes: %s%s."
                .formatted(
                        difference(desired.isEmpty()),
                        String.join(", ", differences),
                        names.size() > LISTED ? ", … (" + names.size() + " in all)" : "")));
    }

    /** What a message calls the annotations of one kind on a class. */
    private static String declarations(String className, boolean areJpas) {
        return (areJpas ? OF_JPA : "") + className;
    }

    private String difference(boolean isMissing) {
        if (indexesFiles.isEmpty()) {
            return "there is no " + IndexesFile.path("*");
        }
        return isMissing ? "the file does not exist" : "the file is out of date";
    }

    /** The Java migrations: their sources may be anywhere. */
    List<RecordedFile> javaMigrations(String location) {
        Path folder = path.resolve(location);
        return Files.isDirectory(folder)
                ? MigrationFolder.read(folder).stream()
                        .filter(file -> file.path().endsWith(".class"))
                        .toList()
                : List.of();
    }

    /** All class files, in no particular order. */
    List<ClassFile.Declarations> classFiles() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> paths = Files.walk(path)) {
            files = paths.filter(file -> file.toString().endsWith(".class")).toList();
        }
        List<ClassFile.Declarations> read = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                read.add(ClassFile.read(FileText.bytes(file.toString(), in)));
            } catch (IOException | RuntimeException e) {
                throw new IOException("the class file " + file + " cannot be read: " + e, e);
            }
        }
        return read;
    }

    private Problem stale(String text) {
        String whole = text + " Compile anew with the processor (mvn clean compile).";
        return indexesFiles.isEmpty()
                ? new Problem(Code.STALE_INDEXES_FILE, new Site.OfModule(), name + ": " + whole)
                : new Problem(
                        Code.STALE_INDEXES_FILE,
                        new Site.OfFile(indexesFiles.get(0).getFileName().toString(), 1),
                        whole);
    }
}
