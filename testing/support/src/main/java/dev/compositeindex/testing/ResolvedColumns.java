package dev.compositeindex.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;

/**
 * What the processor makes of the fields of mapped classes: an index is declared for each field path, and its definition,
 * or the message, tells the column. A source has {@code /*indexes of Course*}{@code /} where those of {@code Course}
 * belong.
 */
public final class ResolvedColumns {
    private static final Pattern PLACE = Pattern.compile("/\\*indexes of ([\\w$]+)\\*/");
    private static final Pattern DEFINITION =
            Pattern.compile("definition=CREATE INDEX (\\w+) ON (.+) \\((.+)\\)$", Pattern.MULTILINE);
    private static final Pattern MESSAGE = Pattern.compile(
            "^\\[(CI\\d+)] @CompositeIndex #\\d+ \"(\\w+)\" on [^,]+, fields\\[0]: (.*)", Pattern.DOTALL);

    private final Path folder;
    private final CompilerKind compiler;
    private final Supplier<Processor> processor;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();

    public ResolvedColumns(Path folder, CompilerKind compiler, Supplier<Processor> processor) {
        this.folder = folder;
        this.compiler = compiler;
        this.processor = processor;
    }

    /** Adds a source, by its path below the source folder. */
    public ResolvedColumns source(String path, String text) {
        sources.put(path, text);
        return this;
    }

    /** Adds an option for compiler or processor. */
    public ResolvedColumns option(String option) {
        options.add(option);
        return this;
    }

    /** Adds what a class is in to the class path. */
    public ResolvedColumns classPath(Class<?> in) {
        classPath.add(
                Path.of(in.getProtectionDomain().getCodeSource().getLocation().getPath()));
        return this;
    }

    /** Resolves paths that start with the name of the class, as those of the result do. */
    public SortedMap<String, String> of(Collection<String> attributes) {
        Map<String, List<String>> paths = new TreeMap<>();
        attributes.forEach(attribute -> {
            int dot = attribute.indexOf('.');
            paths.computeIfAbsent(attribute.substring(0, dot), type -> new ArrayList<>())
                    .add(attribute.substring(dot + 1));
        });
        return of(paths);
    }

    /**
     * Resolves.
     *
     * @param paths the field paths of each class, by its name in the sources
     * @return by {@code Course.title}: {@code course.title}, written as in SQL, or {@code CI001 no field …}
     */
    public SortedMap<String, String> of(Map<String, List<String>> paths) {
        SortedMap<String, String> resolved = new TreeMap<>();
        Map<String, String> nameByPath = new LinkedHashMap<>();
        paths.forEach(
                (type, fields) -> fields.forEach(field -> nameByPath.put(type + "." + field, "i" + nameByPath.size())));
        Map<String, String> pathByName = new HashMap<>();
        nameByPath.forEach((path, name) -> pathByName.put(name, path));
        CompilationResult first = compile(paths, nameByPath, resolved);
        for (Message message : first.errors()) {
            Matcher matcher = MESSAGE.matcher(message.text().strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not of a field: " + message);
            }
            resolved.put(pathByName.get(matcher.group(2)), matcher.group(1) + " " + matcher.group(3));
        }
        CompilationResult second = first.succeeded() ? first : compile(paths, nameByPath, resolved);
        if (!second.succeeded()) {
            throw new IllegalArgumentException("does not compile: " + second.errors());
        }
        second.generated().forEach((file, text) -> {
            if (file.endsWith(".indexes")) {
                Matcher matcher = DEFINITION.matcher(text);
                while (matcher.find()) {
                    resolved.put(pathByName.get(matcher.group(1)), matcher.group(2) + "." + matcher.group(3));
                }
            }
        });
        return resolved;
    }

    private CompilationResult compile(
            Map<String, List<String>> paths, Map<String, String> nameByPath, Map<String, String> without) {
        clean();
        Compilation compilation = Compilation.in(folder);
        sources.forEach((path, text) -> compilation.source(
                path,
                PLACE.matcher(text)
                        .replaceAll(place -> Matcher.quoteReplacement(indexes(
                                place.group(1), paths.getOrDefault(place.group(1), List.of()), nameByPath, without)))));
        options.forEach(compilation::option);
        classPath.forEach(compilation::classPath);
        if (compiler == CompilerKind.JAVAC) {
            compilation.option("-Xmaxerrs").option("1000000");
        }
        return compilation
                .option("-proc:only")
                .option("-Acompositeindex.location=none")
                .run(compiler, processor.get());
    }

    private static String indexes(
            String type, List<String> fields, Map<String, String> nameByPath, Map<String, String> without) {
        StringBuilder indexes = new StringBuilder();
        for (String field : fields) {
            String full = type + "." + field;
            if (!without.containsKey(full)) {
                indexes.append("@dev.compositeindex.CompositeIndex(name = \"%s\", fields = \"%s\") "
                        .formatted(nameByPath.get(full), field));
            }
        }
        return indexes.toString();
    }

    private void clean() {
        Path classes = folder.resolve("classes");
        if (!Files.exists(classes)) {
            return;
        }
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
