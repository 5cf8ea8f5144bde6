package dev.compositeindex.processor;

import static dev.compositeindex.testing.CompilerKind.JAVAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A converter of JPA that applies by itself leaves the type of a column open, of which warnings would speak. */
@Tag("slow")
class ConvertersTest {
    private static final String CONVERTERS = "META-INF/compositeindex/converters";
    private static final String LESSON = """
            package com.acme;
            import jakarta.persistence.*;
            @dev.compositeindex.CompositeIndex(fields = "%2$s", using = "%3$s")
            @Entity class Lesson { @Id Long id; %1$s f; }
            """;
    private static final String FLAGGED = LESSON.formatted("boolean", "f", "btree");
    private static final String YES_NO = converter("YesNo", "@Converter(autoApply = true)", "Boolean");

    private static final String GENERAL = """
            package com.acme;
            abstract class General<T> implements jakarta.persistence.AttributeConverter<T, String> {
                public String convertToDatabaseColumn(T value) { return null; }
                public T convertToEntityAttribute(String text) { return null; }
            }
            """;

    @TempDir
    private Path folder;

    private int runs;

    static Stream<Arguments> converted() {
        return Stream.of(
                        new String[] {"boolean", "f", "btree", "Boolean"},
                        new String[] {"Boolean", "f", "brin", "Boolean"},
                        new String[] {"java.util.UUID", "f gin_trgm_ops", "gin", "java.util.UUID"},
                        new String[] {"java.util.UUID", "f COLLATE \\\"C\\\"", "btree", "java.util.UUID"},
                        new String[] {"String[]", "f", "btree", "String[]"},
                        new String[] {"int", "f", "gin", "Integer"},
                        new String[] {"int", "f", "gin", "Number"})
                .flatMap(row -> CompilerKind.all()
                        .map(compiler -> Arguments.of(compiler, LESSON.formatted((Object[]) row), row[3])));
    }

    @ParameterizedTest
    @MethodSource
    void converted(CompilerKind compiler, String lesson, String type) {
        String auto = "@Converter(autoApply = true)";

        assertThat(warnings(fresh(compiler, lesson))).hasSize(1);
        assertThat(warnings(fresh(compiler, lesson, converter("Auto", auto, type))))
                .isEmpty();
        assertThat(warnings(fresh(compiler, lesson, converter("Explicit", "@Converter", type))))
                .hasSize(1);
        assertThat(warnings(fresh(compiler, lesson, converter("Other", auto, "java.util.Locale"))))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatASuperclassConvertsCounts(CompilerKind compiler) {
        String nested = """
                package com.acme;
                class Holder {
                    @jakarta.persistence.Converter(autoApply = true) static class YesNo extends General<Boolean> {}
                }
                """;

        CompilationResult result = compile(compiler, FLAGGED, GENERAL, nested);

        assertThat(warnings(result)).isEmpty();
        assertThat(result.generated().get(CONVERTERS)).isEqualTo("com.acme.Holder.YesNo\n");
        assertThat(warnings(compile(compiler, FLAGGED))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theFormerNamesOfJpaCount(CompilerKind compiler) {
        assertThat(warnings(compile(compiler, FLAGGED.replace("jakarta", "javax"), YES_NO.replace("jakarta", "javax"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type = DataType.STRING", "converter = Object.class"})
    void whatMicronautConvertsAtTheFieldCounts(String said) {
        String course = """
                package com.acme;
                import io.micronaut.data.annotation.*;
                import io.micronaut.data.model.DataType;
                @dev.compositeindex.CompositeIndex(fields = "f")
                @MappedEntity class Course { @Id Long id; @MappedProperty(%s) boolean f; }
                """;

        assertThat(warnings(fresh(JAVAC, course.formatted("\"flag\"")))).hasSize(1);
        assertThat(warnings(fresh(JAVAC, course.formatted(said)))).isEmpty();
    }

    // ---------------------------------------------------------------------------------------------- partial compiles

    @ParameterizedTest
    @EnumSource
    void aConverterOfAnEarlierCompileIsKnown(CompilerKind compiler) {
        CompilationResult full = compile(compiler, FLAGGED, YES_NO);

        CompilationResult partial = compile(compiler, FLAGGED);

        assertThat(warnings(partial)).isEmpty();
        assertThat(partial.generated()).isEqualTo(full.generated());
    }

    @ParameterizedTest
    @EnumSource
    void aConverterMayComeAloneAndBeforeTheFirstIndex(CompilerKind compiler) {
        CompilationResult alone = compile(compiler, YES_NO);

        assertThat(alone.generated()).containsOnlyKeys(CONVERTERS);
        assertThat(warnings(compile(compiler, FLAGGED))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aConverterMayComeAloneAndAfterTheFirstIndex(CompilerKind compiler) {
        CompilationResult first = compile(compiler, FLAGGED);
        assertThat(warnings(first)).hasSize(1);
        String indexes = "META-INF/compositeindex/com.acme.Indexes.indexes";
        String before = first.generated().get(indexes);

        CompilationResult alone = compile(compiler, YES_NO);

        assertThat(warnings(alone)).isEmpty();
        assertThat(alone.generated().get(indexes)).isEqualTo(before);
        assertThat(warnings(compile(compiler, FLAGGED))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aConverterThatIsGoneIsForgotten(CompilerKind compiler) throws IOException {
        compile(compiler, FLAGGED, YES_NO);
        Files.delete(folder.resolve("classes/com/acme/YesNo.class"));

        CompilationResult result = compile(compiler, FLAGGED);

        assertThat(warnings(result)).hasSize(1);
        assertThat(result.generated()).doesNotContainKey(CONVERTERS);
    }

    @ParameterizedTest
    @EnumSource
    void aConverterThatNoLongerAppliesByItselfIsForgotten(CompilerKind compiler) {
        compile(compiler, FLAGGED, YES_NO);

        CompilationResult result = compile(compiler, FLAGGED, converter("YesNo", "@Converter", "Boolean"));

        assertThat(warnings(result)).hasSize(1);
        assertThat(result.generated()).doesNotContainKey(CONVERTERS);
    }

    // ------------------------------------------------------------------------------------------------- never an error

    /** What is in another module, in the configuration, or in a class without annotations, nobody sees. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@CompositeIndex(fields = \"f gin_trgm_ops\", using = \"gin\")",
                "@CompositeIndex(fields = \"f COLLATE \\\"C\\\"\")",
                "@CompositeIndex(fields = \"f\", using = \"spgist\")"
            })
    void whatIsConcludedFromTheJavaTypeIsNoErrorAndMayBeSuppressed(String index) {
        String course = """
                package com.acme;
                import dev.compositeindex.CompositeIndex;
                %s record Course(long id, java.util.UUID f) {}
                """;

        CompilationResult warned = compile(JAVAC, course.formatted(index));
        CompilationResult silent =
                compile(JAVAC, course.formatted("@SuppressWarnings(\"compositeindex:types\") " + index));

        assertThat(warned.errors()).isEmpty();
        assertThat(warnings(warned)).singleElement().asString().startsWith("[CI087] ");
        assertThat(warnings(silent)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aConverterOfAnEarlierCompileWhoseSuperclassIsGoneIsInNobodysWay(CompilerKind compiler) throws IOException {
        String auto = """
                package com.acme;
                @jakarta.persistence.Converter(autoApply = true) class Auto extends General<Boolean> {}
                """;
        assertThat(warnings(compile(compiler, FLAGGED, GENERAL, auto))).isEmpty();
        Files.delete(folder.resolve("classes/com/acme/General.class"));

        CompilationResult result = compile(compiler, FLAGGED);

        assertThat(result.errors()).extracting(Message::text).isEmpty();
    }

    @Test
    void aConverterThatDoesNotCompileIsTheCompilersToReport() {
        CompilationResult result = compile(JAVAC, FLAGGED, """
                package com.acme;
                @jakarta.persistence.Converter(autoApply = true) class Broken extends Missing<Boolean> {}
                """);

        assertThat(result.errors()).extracting(Message::text).allMatch(text -> text.contains("Missing"));
    }

    private CompilationResult fresh(CompilerKind compiler, String... sources) {
        return compile(folder.resolve("run" + ++runs), compiler, sources);
    }

    /** On top of what earlier compiles of the test left. */
    private CompilationResult compile(CompilerKind compiler, String... sources) {
        return compile(folder, compiler, sources);
    }

    private static CompilationResult compile(Path place, CompilerKind compiler, String... sources) {
        Compilation compilation = Compilation.in(place)
                .classPath(place.resolve("classes"))
                .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                .classPath(Compilation.whereIs(javax.persistence.Entity.class))
                .classPath(Compilation.whereIs(io.micronaut.data.annotation.Transient.class));
        for (String source : sources) {
            String name = source.replaceFirst("(?s).*?(?:class|record) (\\w+).*", "$1");
            compilation.source("com/acme/" + name + ".java", source);
        }
        return compilation.run(compiler, new CompositeIndexProcessor());
    }

    private static String converter(String name, String annotation, String type) {
        return """
                package com.acme;
                import jakarta.persistence.*;
                %2$s class %1$s implements AttributeConverter<%3$s, String> {
                    public String convertToDatabaseColumn(%3$s value) { return null; }
                    public %3$s convertToEntityAttribute(String text) { return null; }
                }
                """.formatted(name, annotation, type);
    }

    private static List<String> warnings(CompilationResult result) {
        return result.messages().stream()
                .map(Message::text)
                .filter(text -> text.matches("(?s)\\[CI08[789]].*"))
                .toList();
    }
}
