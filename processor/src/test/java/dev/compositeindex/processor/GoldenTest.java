package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.migration.NumberedMigration;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code src/test/goldens} is a case: sources in {@code input}, and in {@code expected} all that
 * compiling them generates, and what recording that writes, byte for byte, on both compilers. {@code -Dgoldens.update=true}
 * writes what is expected anew.
 */
class GoldenTest {
    private static final Path GOLDENS = Path.of("src/test/goldens");
    private static final boolean UPDATE = Boolean.getBoolean("goldens.update");

    static Stream<Arguments> cases() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDENS)) {
            return folders.sorted().toList().stream()
                    .flatMap(folder -> CompilerKind.all()
                            .map(compiler -> Arguments.of(folder.getFileName().toString(), compiler)));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void generatesExactlyThis(String name, CompilerKind compiler, @TempDir Path folder) throws IOException {
        Path input = GOLDENS.resolve(name).resolve("input");
        Path expected = GOLDENS.resolve(name).resolve("expected");
        Compilation compilation = Compilation.in(folder);
        files(input).forEach((path, text) -> {
            if (path.endsWith(".java")) {
                compilation.source(path, text);
            }
        });
        Path options = GOLDENS.resolve(name).resolve("options.txt");
        if (Files.exists(options)) {
            Files.readAllLines(options).forEach(compilation::option);
        }

        CompilationResult result = compilation.run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).extracting(Message::text).isEmpty();
        SortedMap<String, String> made = result.generated();
        for (NumberedMigration migration : Recorded.migrations(result.output())) {
            migration.files().forEach(file -> made.put("recorded/" + file.name(), file.text()));
        }
        if (UPDATE && compiler == CompilerKind.JAVAC) {
            write(expected, made);
        }
        assertThat(made).isEqualTo(files(expected));
    }

    private static SortedMap<String, String> files(Path root) {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                files.put(root.relativize(path).toString().replace('\\', '/'), Files.readString(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static void write(Path root, SortedMap<String, String> files) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> paths = Files.walk(root)) {
                List<Path> deepestFirst =
                        paths.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            }
        }
        for (var file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
