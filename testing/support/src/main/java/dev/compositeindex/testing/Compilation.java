package dev.compositeindex.testing;

import dev.compositeindex.CompositeIndex;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * One compilation in a folder on disk, by any compiler. The class path is the annotations, plus what is added.
 *
 * <pre>{@code
 * CompilationResult result = Compilation.in(folder).source("com/acme/Order.java", "…").run(JAVAC, new SomeProcessor());
 * }</pre>
 *
 * <p>Sources go to {@code folder/src}, everything that the compiler makes goes to {@code folder/classes}. Running again
 * in the same folder compiles on top of what is there.
 */
public final class Compilation {
    private final Path folder;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private StandardLocation path = StandardLocation.CLASS_PATH;
    private long shuffle;

    private Compilation(Path folder) {
        this.folder = folder;
    }

    public static Compilation in(Path folder) {
        return new Compilation(folder);
    }

    /** Adds a source, by its path below the source folder. */
    public Compilation source(String path, String text) {
        sources.put(path, text);
        return this;
    }

    /** Adds an option for compiler or processor. */
    public Compilation option(String option) {
        options.add(option);
        return this;
    }

    /** Adds an entry to the class path. */
    public Compilation classPath(Path entry) {
        classPath.add(entry);
        return this;
    }

    /** Compiles a module, on javac: what would be on the class path is on the module path. */
    public Compilation asModule() {
        path = StandardLocation.MODULE_PATH;
        return this;
    }

    /** Hands the sources to the compiler in another order. */
    public Compilation shuffled(long seed) {
        this.shuffle = seed;
        return this;
    }

    /** Compiles. */
    public CompilationResult run(CompilerKind kind, Processor... processors) {
        JavaCompiler compiler = kind.compiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            Path classes = Files.createDirectories(folder.resolve("classes"));
            List<Path> paths = new ArrayList<>(List.of(whereIs(CompositeIndex.class)));
            paths.addAll(classPath);
            files.setLocationFromPaths(path, paths);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(classes));
            List<Path> written = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = folder.resolve("src").resolve(source.getKey());
                Files.createDirectories(file.getParent());
                written.add(Files.writeString(file, source.getValue()));
            }
            if (shuffle != 0) {
                Collections.shuffle(written, new Random(shuffle));
            }
            List<String> all = new ArrayList<>(kind.options());
            all.addAll(options);
            JavaCompiler.CompilationTask task = compiler.getTask(
                    new StringWriter(),
                    files,
                    diagnostics,
                    all,
                    null,
                    files.getJavaFileObjects(written.toArray(Path[]::new)));
            if (processors.length > 0) {
                task.setProcessors(List.of(processors));
            }
            boolean succeeded = task.call();
            return new CompilationResult(
                    succeeded,
                    diagnostics.getDiagnostics().stream().map(Message::of).toList(),
                    classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder or jar that a class of this class path is in. */
    public static Path whereIs(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
