package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beside other processors, whose classes come when they come. */
class RoundsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aSuperclassMayBeGenerated(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Order.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(fields = {"state", "createdAt"})
                        class Order extends Generated1 { String state; }
                        """)
                .run(
                        compiler,
                        new CompositeIndexProcessor(),
                        new Generator(Map.of(1, "package com.acme; class Generated1 { long createdAt; }")));

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get("com/acme/OrderIndexes.java")).contains("IndexKey.column(\"created_at\")");
    }

    @ParameterizedTest
    @EnumSource
    void aValueMayComeFromAGeneratedConstant(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Order.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(name = Generated1.NAME, fields = "state")
                        class Order { String state; }
                        """)
                .run(
                        compiler,
                        new CompositeIndexProcessor(),
                        new Generator(Map.of(
                                1,
                                "package com.acme; class Generated1 { static final String NAME = \"order_idx\"; }")));

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get("META-INF/compositeindex/com.acme.Indexes.indexes"))
                .contains("name=order_idx");
    }

    @ParameterizedTest
    @EnumSource
    void anEntityMayBeGenerated(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Order.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(name = "order_idx", fields = "state")
                        class Order { String state; }
                        """)
                .run(compiler, new CompositeIndexProcessor(), new Generator(Map.of(1, """
                                        package com.acme;
                                        @dev.compositeindex.CompositeIndex(name = "generated_idx", fields = "x")
                                        class Generated1 { int x; }
                                        """)));

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get("com/acme/Indexes.java"))
                .contains("Generated1Indexes.ALL")
                .contains("OrderIndexes.ALL");
    }

    @ParameterizedTest
    @EnumSource
    void anEntityThatComesAfterTheRegistryIsAnError(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Order.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(name = "order_idx", fields = "state")
                        class Order { String state; }
                        """)
                .run(compiler, new CompositeIndexProcessor(), new Generator(Map.of(3, """
                                        package com.acme;
                                        @dev.compositeindex.CompositeIndex(name = "generated_idx", fields = "x")
                                        class Generated3 { int x; }
                                        """)));

        assertThat(result.errors())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .startsWith("[CI023] @CompositeIndex on com.acme.Generated3: ");
    }

    @ParameterizedTest
    @EnumSource
    void whatNeverExistsKeepsEverythingFromBeingWritten(CompilerKind compiler) {
        CompilationResult result =
                Compilation.in(folder).source("com/acme/Order.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(name = Missing.NAME, fields = "state")
                        class Order { String state; }
                        """).run(compiler, new CompositeIndexProcessor());

        // What a source lacks is the compiler's to report.
        assertThat(result.errors())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .contains("Missing")
                .doesNotContain("[CI");
        assertThat(result.generated()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRegistryInAPackageCannotListAClassInNone(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source(
                        "Order.java",
                        "@dev.compositeindex.CompositeIndex(fields = \"state\") class Order { int state; }")
                .option("-Acompositeindex.registry=com.acme.Indexes")
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors())
                .singleElement()
                .extracting(Message::text)
                .isEqualTo(
                        "[CI020] -Acompositeindex.registry is in a package, but Order is in none, so that the registry "
                                + "cannot refer to it. Move the class into a package.");
    }

    /** Writes a class in the package {@code com.acme}, named after the round, in the rounds that it is told. */
    private static final class Generator extends AbstractProcessor {
        private final Map<Integer, String> sourcesByRound;
        private int round;

        private Generator(Map<Integer, String> sourcesByRound) {
            this.sourcesByRound = sourcesByRound;
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
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
            round++;
            if (sourcesByRound.containsKey(round)) {
                try (Writer writer = processingEnv
                        .getFiler()
                        .createSourceFile("com.acme.Generated" + round)
                        .openWriter()) {
                    writer.write(sourcesByRound.get(round));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }
}
