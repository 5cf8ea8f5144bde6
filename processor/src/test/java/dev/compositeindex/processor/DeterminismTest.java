package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Same input, same bytes: whatever the order of the files, the locale, the time zone, the line separator. */
@Tag("slow")
@Isolated("changes the locale and the line separator of the JVM")
class DeterminismTest {
    private static final Map<String, String> SOURCES = sources();

    @ParameterizedTest
    @EnumSource
    void theOrderOfTheFilesDoesNotCount(CompilerKind compiler, @TempDir Path folder) {
        SortedMap<String, String> expected =
                compile(compiler, folder.resolve("sorted"), 0).generated();
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(compile(compiler, folder.resolve("shuffled" + seed), seed)
                            .generated())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMachineDoesNotCount(CompilerKind compiler, @TempDir Path folder) {
        SortedMap<String, String> expected =
                compile(compiler, folder.resolve("here"), 0).generated();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        String separator = System.getProperty("line.separator");
        try {
            // Turkish: the upper case of i is not I. Arabic digits would show in format().
            for (String language : new String[] {"tr-TR", "ar-EG-u-nu-arab"}) {
                Locale.setDefault(Locale.forLanguageTag(language));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                System.setProperty("line.separator", "\r\n");
                assertThat(compile(compiler, folder.resolve(language), 0).generated())
                        .isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
            System.setProperty("line.separator", separator);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondCompileWritesTheSameBytes(CompilerKind compiler, @TempDir Path folder) {
        SortedMap<String, String> first = compile(compiler, folder, 0).generated();
        SortedMap<String, String> second = compile(compiler, folder, 0).generated();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void bothCompilersGiveTheSame(@TempDir Path folder) {
        assertThat(compile(CompilerKind.ECJ, folder.resolve("ecj"), 0).generated())
                .isEqualTo(
                        compile(CompilerKind.JAVAC, folder.resolve("javac"), 0).generated());
    }

    /** Sources with {@code \r\n} do not change what is generated either, unless inside a literal. */
    @Test
    void lineEndingsOfSourcesDoNotCount(@TempDir Path folder) {
        Compilation windows = compilation(folder.resolve("windows"));
        SOURCES.forEach((path, text) -> windows.source(path, text.replace("\n", "\r\n")));

        assertThat(windows.run(CompilerKind.JAVAC, new CompositeIndexProcessor())
                        .generated())
                .isEqualTo(
                        compile(CompilerKind.JAVAC, folder.resolve("unix"), 0).generated());
    }

    private static Compilation compilation(Path folder) {
        return Compilation.in(folder).option("-Acompositeindex.postgres=15");
    }

    private static CompilationResult compile(CompilerKind compiler, Path folder, long shuffle) {
        Compilation compilation = compilation(folder).shuffled(shuffle);
        SOURCES.forEach(compilation::source);
        CompilationResult result = compilation.run(compiler, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        assertThat(result.generated()).hasSizeGreaterThan(10);
        return result;
    }

    /** The inputs of all goldens, as one module. */
    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        try {
            Files.walkFileTree(Path.of("src/test/goldens"), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String path = file.toString().replace('\\', '/');
                    int input = path.indexOf("/input/");
                    if (input >= 0 && path.endsWith(".java")) {
                        sources.put(path.substring(input + "/input/".length()), Files.readString(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }
}
