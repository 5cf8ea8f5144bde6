package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Completion;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of {@code docs/diagnostics} are true: each mistake gives exactly the messages that its page shows, on both
 * compilers, and each repair compiles without a warning.
 */
@Tag("slow")
class DiagnosticPagesTest {
    /** Pages whose circumstances no source can show; each has a test below, or is of {@code record} or {@code adopt} and in their tests. */
    private static final Set<Code> TOLD = Set.of(
            Code.UNRESOLVED_TYPE,
            Code.LATE_TYPE,
            Code.FILE_ACCESS,
            Code.MISSING_CONFIGURATION,
            Code.AMBIGUOUS_RENAME,
            Code.RENAMING_NOT_FOLLOWED,
            Code.DROPPED_BY_HAND,
            Code.MISNAMED_MIGRATION,
            Code.WITHDRAWN_INDEX,
            Code.BROKEN_INDEXES_FILE,
            Code.STALE_INDEXES_FILE,
            Code.NAME_IN_TWO_MODULES,
            Code.REGISTRY_IN_TWO_MODULES,
            Code.CLASS_NOT_GIVEN,
            Code.DATABASE,
            Code.JPA_INDEX_DROPPED,
            Code.INTERNAL_ERROR);

    /** The recorded migrations are found, and read, when the registry is written; it is right whatever they say. */
    private static final Set<Code> LEDGER =
            Set.of(Code.DAMAGED_HEADER, Code.VERSION_TWICE, Code.NEVER_CREATED, Code.CREATED_TWICE);

    private static final String ANNOTATED = """
            package com.acme;

            import dev.compositeindex.CompositeIndex;

            @CompositeIndex(fields = "title")
            public class %s {
                String title;
            }
            """;

    @TempDir
    private Path folder;

    static Stream<Arguments> shown() {
        return DiagnosticPage.all().stream()
                .filter(page -> !page.mistake().isEmpty())
                .flatMap(page -> CompilerKind.all().map(compiler -> Arguments.of(page, compiler)));
    }

    /** The mistake of a page is on both compilers in any case. */
    static Stream<Arguments> repaired() {
        return CompilerKind.each(
                DiagnosticPage.all().stream().filter(page -> !page.mistake().isEmpty()),
                (compiler, page) -> Arguments.of(page, compiler));
    }

    @Test
    void everyCodeHasOnePage() {
        assertThat(DiagnosticPage.all())
                .extracting(DiagnosticPage::code)
                .containsExactlyElementsOf(
                        Arrays.stream(Code.values()).map(Code::id).sorted().toList());
        assertThat(Arrays.stream(Code.values()).map(Code::id)).doesNotHaveDuplicates();
        try (Stream<Path> files = Files.list(DiagnosticPage.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("README.md"),
                                    Arrays.stream(Code.values()).map(code -> code.id() + ".md"))
                            .toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void pageIsOfItsCode(Code code) {
        DiagnosticPage page = page(code);

        assertThat(page.code()).isEqualTo(code.id());
        assertThat(page.severity()).isEqualTo(code.severity().name().toLowerCase(Locale.ROOT));
        assertThat(page.suppressedWith())
                .isEqualTo(code.warning()
                        .map(warning -> "@SuppressWarnings(\"" + warning.key() + "\")")
                        .orElse(""));
        assertThat(page.messages()).isNotEmpty().allMatch(message -> message.contains("[" + code.id() + "] "));
        assertThat(page.mistake().isEmpty()).isEqualTo(TOLD.contains(code));
    }

    @Test
    void tableListsAllPages() throws IOException {
        String rows = DiagnosticPage.all().stream()
                .map(page ->
                        "| [%1$s](%1$s.md) | %2$s | %3$s |\n".formatted(page.code(), page.title(), page.severity()))
                .collect(Collectors.joining());

        assertThat(Files.readString(DiagnosticPage.FOLDER.resolve("README.md")))
                .endsWith("| code | title | severity |\n|---|---|---|\n" + rows);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shown")
    void mistakeGivesTheMessages(DiagnosticPage page, CompilerKind compiler) throws IOException {
        CompilationResult result = page.mistake().in(folder).run(compiler, new CompositeIndexProcessor());

        assertShows(page, result, compiler);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("repaired")
    void repairCompilesWithoutWarning(DiagnosticPage page, CompilerKind compiler) throws IOException {
        CompilationResult result = page.repair().in(folder).run(compiler, new CompositeIndexProcessor());

        assertThat(result.messages())
                .extracting(DiagnosticPage::printed)
                .allMatch(message -> message.startsWith("Note: [CI024] "));
        assertThat(result.succeeded()).isTrue();
        assertThat(result.generated()).containsKey("META-INF/services/dev.compositeindex.registry.IndexRegistry");
        if (page.code().equals(Code.NO_RECORDED_MIGRATIONS.id())) {
            assertThat(result.messages()).isEmpty();
        }
    }

    static Stream<Arguments> warnings() {
        return DiagnosticPage.all().stream()
                .filter(page -> !page.suppressedWith().isEmpty())
                .flatMap(page -> CompilerKind.all().map(compiler -> Arguments.of(page, compiler)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("warnings")
    void whatThePageNamesSuppressesIt(DiagnosticPage page, CompilerKind compiler) throws IOException {
        CompilationResult result =
                page.mistake().with(page.suppressedWith()).in(folder).run(compiler, new CompositeIndexProcessor());

        assertThat(result.messages())
                .extracting(Message::text)
                .noneMatch(text -> text.startsWith("[" + page.code() + "]"));
    }

    @ParameterizedTest
    @EnumSource
    void unresolvedType(CompilerKind compiler) throws IOException {
        Path library = folder.resolve("library");
        Compilation.in(library)
                .source("lib/Audit.java", "package lib; public class Audit {}")
                .source("lib/Persistent.java", "package lib; public class Persistent { String title; Audit audit; }")
                .run(CompilerKind.JAVAC);
        Files.delete(library.resolve("classes/lib/Audit.class"));

        CompilationResult result = Compilation.in(folder)
                .classPath(library.resolve("classes"))
                .source("com/acme/Course.java", ANNOTATED.formatted("Course extends lib.Persistent"))
                .run(compiler, new CompositeIndexProcessor());

        if (compiler == CompilerKind.JAVAC) {
            assertShows(page(Code.UNRESOLVED_TYPE), result, compiler);
        } else {
            assertThat(result.errors())
                    .extracting(DiagnosticPage::printed)
                    .singleElement()
                    .asString()
                    .matches(
                            "Course\\.java:6: error: \\[CI022] @CompositeIndex on com\\.acme\\.Course: the compiler cannot "
                                    + "read what the class refers to: .*lib\\.Audit cannot be resolved.*\\. Add what is missing to "
                                    + "the class path\\.");
            assertNothingIsWritten(result);
        }
    }

    @ParameterizedTest
    @EnumSource
    void lateType(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Course.java", ANNOTATED.formatted("Course"))
                .run(
                        compiler,
                        new CompositeIndexProcessor(),
                        new GeneratingProcessor(3, "com.acme.Late", ANNOTATED.formatted("Late")));

        assertThat(result.errors())
                .extracting(DiagnosticPage::printed)
                .containsExactlyElementsOf(page(Code.LATE_TYPE).messages());
        assertThat(result.generated().keySet()).noneMatch(DiagnosticPagesTest::isResource);
    }

    @ParameterizedTest
    @EnumSource
    void fileAccess(CompilerKind compiler) throws IOException {
        Files.createDirectories(folder.resolve("classes"));
        Files.writeString(folder.resolve("classes/META-INF"), "in the way");

        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Course.java", ANNOTATED.formatted("Course"))
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).hasSize(2);
        assertThat(DiagnosticPage.printed(result.errors().get(0)))
                .matches(printed ->
                        DiagnosticPage.matches(page(Code.FILE_ACCESS).messages().get(0), printed));
        assertThat(result.generated().keySet()).noneMatch(DiagnosticPagesTest::isResource);
    }

    @ParameterizedTest
    @EnumSource
    void internalError(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Course.java", ANNOTATED.formatted("Course"))
                .run(compiler, new Sabotaged());

        assertShows(page(Code.INTERNAL_ERROR), result, compiler);
        assertThat(result.errors())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .containsPattern("\\sjava\\.lang\\.IllegalStateException: sabotage\\s+at ");
    }

    private static DiagnosticPage page(Code code) {
        return DiagnosticPage.read(DiagnosticPage.FOLDER.resolve(code.id() + ".md"));
    }

    private static void assertShows(DiagnosticPage page, CompilationResult result, CompilerKind compiler) {
        // That there are no migrations is no page's subject but its own.
        List<String> printed = result.messages().stream()
                .map(DiagnosticPage::printed)
                .filter(message ->
                        !message.startsWith("Note: [CI024] ") || page.code().equals("CI024"))
                .toList();
        assertThat(printed).hasSameSizeAs(page.messages());
        for (int i = 0; i < printed.size(); i++) {
            String shown = compiler == CompilerKind.ECJ && page.isOfRecord(i)
                    ? DiagnosticPage.withoutPlace(page.messages().get(i))
                    : page.messages().get(i);
            if (!DiagnosticPage.matches(shown, printed.get(i))) {
                assertThat(printed.get(i)).isEqualTo(shown);
            }
        }
        assertThat(result.succeeded()).isNotEqualTo(page.severity().equals("error"));
        if (LEDGER.stream().anyMatch(code -> code.id().equals(page.code()))) {
            assertThat(result.generated().keySet()).noneMatch(path -> path.endsWith(".pending"));
        } else if (page.severity().equals("error")) {
            assertNothingIsWritten(result);
        }
    }

    private static void assertNothingIsWritten(CompilationResult result) {
        assertThat(result.generated().keySet())
                .noneMatch(path -> path.endsWith("/Indexes.java"))
                .noneMatch(DiagnosticPagesTest::isResource);
    }

    private static boolean isResource(String path) {
        return path.startsWith("META-INF/") || path.startsWith("db/");
    }

    /** The processor, with a fault in it. */
    private static final class Sabotaged implements Processor {
        private final Processor processor = new CompositeIndexProcessor();

        @Override
        public void init(ProcessingEnvironment environment) {
            Elements elements = proxy(Elements.class, environment.getElementUtils(), "getBinaryName");
            processor.init(new Environment(environment, elements).proxy());
        }

        private static <T> T proxy(Class<T> type, T target, String broken) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (method.getName().equals(broken)) {
                            throw new IllegalStateException("sabotage");
                        }
                        try {
                            return method.invoke(target, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        private record Environment(ProcessingEnvironment target, Elements elements) {
            ProcessingEnvironment proxy() {
                return (ProcessingEnvironment) Proxy.newProxyInstance(
                        ProcessingEnvironment.class.getClassLoader(),
                        new Class<?>[] {ProcessingEnvironment.class},
                        (self, method, arguments) -> method.getName().equals("getElementUtils")
                                ? elements
                                : method.invoke(target, arguments));
            }
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return processor.process(annotations, round);
        }

        @Override
        public Set<String> getSupportedOptions() {
            return processor.getSupportedOptions();
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return processor.getSupportedAnnotationTypes();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return processor.getSupportedSourceVersion();
        }

        @Override
        public Iterable<? extends Completion> getCompletions(
                Element element, AnnotationMirror annotation, ExecutableElement member, String userText) {
            return List.of();
        }
    }
}
