package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.model.NamingRule;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Reads classes from their class files, as the processor reads those of an earlier compile: this Java's compiler is run for
 * nothing but that. No source is looked at, and nothing is written.
 */
public final class CompiledClassReader {

    private CompiledClassReader() {}

    /**
     * The outcome of reading classes.
     *
     * @param readings what was read, in the order of names
     * @param unread the binary names of the others, by the reason why they could not be read
     */
    public record Result(List<EntityReader.Reading> readings, SortedMap<String, List<String>> unread) {

        public Result {
            readings = List.copyOf(readings);
            unread = Collections.unmodifiableSortedMap(new TreeMap<>(unread));
        }

        /** Of no classes. */
        public static final Result NOTHING = new Result(List.of(), Collections.emptySortedMap());

        /** The outcome of both. */
        public Result and(Result other) {
            List<EntityReader.Reading> all = new ArrayList<>(readings);
            all.addAll(other.readings);
            SortedMap<String, List<String>> reasons = new TreeMap<>(unread);
            other.unread.forEach((reason, names) -> reasons.merge(
                    reason,
                    names,
                    (ours, theirs) -> Stream.concat(ours.stream(), theirs.stream())
                            .sorted()
                            .toList()));
            return new Result(all, reasons);
        }
    }

    /**
     * Reads classes.
     *
     * @param binaryNames their names
     * @param classPath where they are, and what they refer to, as an option of the compiler
     * @param naming the rule for names that they follow
     */
    public static Result read(Collection<String> binaryNames, String classPath, NamingRule naming) {
        Run run = new Run(List.copyOf(binaryNames), naming);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            binaryNames.forEach(name -> run.unread("this Java has no compiler to read them with. Use a JDK", name));
            return run.result();
        }
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(message -> {}, Locale.ROOT, StandardCharsets.UTF_8)) {
            files.setLocation(StandardLocation.SOURCE_PATH, List.of());
            JavaCompiler.CompilationTask task = compiler.getTask(
                    new StringWriter(),
                    files,
                    message -> {},
                    List.of("-proc:only", "-classpath", classPath),
                    List.of("java.lang.Object"),
                    null);
            task.setProcessors(List.of(run));
            task.call();
            return run.result();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something has to be processed for the compiler to call us: it is handed one class, and we look up the others. */
    private static final class Run extends AbstractProcessor {
        private final List<String> names;
        private final NamingRule naming;
        private final List<EntityReader.Reading> readings = new ArrayList<>();
        private final SortedMap<String, List<String>> unread = new TreeMap<>();

        private Run(List<String> names, NamingRule naming) {
            this.names = names;
            this.naming = naming;
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!round.processingOver()) {
                // Converters that apply by themselves matter to warnings only.
                EntityReader reader = new EntityReader(processingEnv, naming, false, List.of());
                ModuleElement classPath = processingEnv.getElementUtils().getModuleElement("");
                names.forEach(name -> read(name, reader, classPath));
            }
            return false;
        }

        private void read(String name, EntityReader reader, ModuleElement classPath) {
            try {
                BinaryNames.find(processingEnv.getElementUtils(), classPath, name)
                        .ifPresentOrElse(
                                found -> readings.add(reader.read(found)),
                                () -> unread(
                                        "the compiler of Java %d cannot read them. If they were compiled for a later one, use that"
                                                .formatted(Runtime.version().feature()),
                                        name));
            } catch (RuntimeException e) {
                if (!CompilerFaults.include(e)) {
                    throw e;
                }
                unread(Printable.reason(e), name);
            }
        }

        private Result result() {
            return new Result(readings, unread);
        }

        private void unread(String reason, String name) {
            unread.computeIfAbsent(reason, key -> new ArrayList<>()).add(name);
        }
    }
}
