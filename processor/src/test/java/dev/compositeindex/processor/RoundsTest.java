package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        assertThat(result.generated().get("com/acme/OrderIndexes.java")).contains("(state, created_at)");
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

    static Stream<Arguments> besideAMissingType() {
        return Stream.of(
                        // The members, one index, and what we say of it; the compiler speaks of the type.
                        new String[] {
                            "Missing m; String state;", "fields = \"stat\"", "[CI001] no field \"stat\". Did you mean"
                        },
                        new String[] {"Missing m; String state;", "fields = \"state DSC\"", "[CI007] "},
                        new String[] {"Missing m; String state;", "fields = \"state\"", ""},
                        new String[] {"Missing m; boolean state;", "fields = \"state\"", ""},
                        new String[] {"Missing m; String state;", "fields = \"m\"", ""},
                        new String[] {"Missing m; String state;", "fields = {\"state\", \"m.x\"}", ""},
                        new String[] {"Missing m; String state;", "fields = \"state\", where = \"{m} = 0\"", ""},
                        new String[] {"Missing m; String state;", "fields = \"state\", include = \"m\"", ""},
                        new String[] {"@Id Long id; @ManyToOne Missing m;", "fields = \"idd\"", "[CI001] "},
                        new String[] {"@Id Long id; @ManyToOne Missing m;", "fields = \"m\"", ""},
                        new String[] {"@Id Long id; @ManyToOne Missing m; boolean b;", "fields = \"b\"", ""},
                        new String[] {"@Id Long id; @Embedded Missing m;", "fields = {\"id\", \"id\"}", "[CI005] "},
                        new String[] {"@Id Long id; Value v;", "fields = \"v.state\"", ""},
                        new String[] {
                            "@Id Long id; Value v;", "fields = \"v.stat\"", "[CI001] no field \"stat\" of path"
                        },
                        new String[] {"@Id Long id; Value v;", "fields = \"v.m\"", ""},
                        new String[] {"@Id Long id; Value v;", "fields = \"v\"", "[CI078] "},
                        new String[] {"@Id Long id; Broken v;", "fields = \"v.stat\"", ""},
                        new String[] {"@Id Long id; Broken v;", "fields = \"v\"", ""},
                        new String[] {"@Id Long id; Broken v;", "fields = \"idd\"", "[CI001] "},
                        new String[] {"@Id Long id; @ManyToOne Child c;", "fields = \"c\"", ""},
                        new String[] {"@Id Long id; @ManyToOne Child c;", "fields = \"idd\"", "[CI001] "},
                        new String[] {"@Id Long id; @ManyToOne KeyLess c;", "fields = \"c\"", ""},
                        new String[] {"@Id Long id; @ManyToOne Nested c;", "fields = \"c\"", ""},
                        new String[] {"@Id Long id; @ManyToOne Whole c;", "fields = \"c.x\"", "[CI001] "},
                        new String[] {"@Id Long id; @Column(name = Missing.X) int c;", "fields = \"idd\"", "[CI001] "},
                        new String[] {"@Id Long id; @Column(name = Missing.X) int c;", "fields = \"c\"", ""},
                        new String[] {"@Id Long id;", "name = Missing.X, fields = \"idd\"", ""},
                        new String[] {"@Id @Column(name = Missing.X) Long id; int c;", "fields = \"cc\"", "[CI001] "},
                        new String[] {"@Id Long id; @ManyToOne Named c;", "fields = \"c\"", ""},
                        new String[] {"@Id Long id; @MapsId @OneToOne Missing m;", "fields = \"id\"", ""},
                        new String[] {"@Id Long id; @MapsId @OneToOne Child m;", "fields = \"id\"", ""},
                        new String[] {"@Id Long id; @MapsId @OneToOne Child m; int c;", "fields = \"cc\"", "[CI001] "},
                        new String[] {"@Id Long id; @Transient Missing m;", "fields = \"id\"", ""},
                        new String[] {"@Id Long id; transient Missing m;", "fields = \"idd\"", "[CI001] "},
                        new String[] {"@Id Long id; Box<Missing> m;", "fields = \"idd\"", "[CI001] "},
                        new String[] {"@Id Long id; Box<Missing> m;", "fields = \"m.content\"", ""},
                        new String[] {"@Id Long id; Child.Missing m;", "fields = \"idd\"", "[CI001] "})
                .flatMap(row -> CompilerKind.all().map(compiler -> Arguments.of(compiler, row[0], row[1], row[2])));
    }

    @ParameterizedTest
    @MethodSource
    void besideAMissingType(CompilerKind compiler, String members, String index, String expected) {
        CompilationResult result = Compilation.in(folder)
                .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                .source("com/acme/Order.java", """
                        package com.acme;
                        import jakarta.persistence.*;
                        @dev.compositeindex.CompositeIndex(%s)
                        class Order { %s }
                        @Embeddable class Value { String state; Missing m; }
                        @Embeddable class Broken extends Missing { String state; }
                        @Entity class Child extends Missing {}
                        @Entity class KeyLess { @Id Missing id; }
                        @Entity class Nested { @Id @ManyToOne KeyLess id; }
                        @Entity class Named { @Id Long id; @Column(name = Missing.X) int number; }
                        @Embeddable class Box<T> { T content; }
                        @Entity class Whole { @Id Long id; Missing m; }
                        """.formatted(index, members))
                .run(compiler, new CompositeIndexProcessor());

        List<String> ours = result.messages().stream()
                .map(Message::text)
                .filter(text -> text.startsWith("[CI"))
                .map(text -> text.replaceFirst("^(\\[CI...\\]) @CompositeIndex #1[^:]*: ", "$1 "))
                .toList();
        assertThat(ours).hasSize(expected.isEmpty() ? 0 : 1).allMatch(text -> text.startsWith(expected));
        assertThat(result.errors()).anyMatch(message -> message.text().contains("Missing"));
        assertThat(result.generated()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeBesideAGeneratedTypeIsToldOnce(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Order.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(fields = {"stat", "value.part"})
                        class Order { String state; Generated1 value; }
                        """)
                .run(
                        compiler,
                        new CompositeIndexProcessor(),
                        new Generator(Map.of(1, "package com.acme; class Generated1 { int part; }")));

        assertThat(result.errors())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .startsWith("[CI001] @CompositeIndex #1 on com.acme.Order, fields[0]: ");
    }

    @ParameterizedTest
    @EnumSource
    void ofSeveralClassesThatLackATypeEachMistakeIsToldOnce(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Base.java", "package com.acme; class Base { Missing m; int inherited; }")
                .source("com/acme/Order.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(fields = "inheritd")
                        @dev.compositeindex.CompositeIndex(fields = "m")
                        @dev.compositeindex.CompositeIndex(fields = {"inherited", "own", "own"})
                        class Order extends Base { int own; }
                        """)
                .source("com/acme/Sale.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(fields = "inheritd")
                        class Sale extends Base {}
                        """)
                .source("com/acme/Whole.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(fields = "idd")
                        class Whole { int id; }
                        """)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors())
                .extracting(Message::text)
                .filteredOn(text -> text.startsWith("[CI"))
                .extracting(text -> text.replaceFirst("(, fields.*?)?: .*", ""))
                .containsExactlyInAnyOrder(
                        "[CI001] @CompositeIndex #1 on com.acme.Order",
                        "[CI005] @CompositeIndex #3 on com.acme.Order",
                        "[CI001] @CompositeIndex #1 on com.acme.Sale",
                        "[CI001] @CompositeIndex #1 on com.acme.Whole");
        assertThat(result.generated()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatAClassFileLacksIsToldBesideTheMistakes(CompilerKind compiler) throws IOException {
        Compilation.in(folder.resolve("lib"))
                .source("com/acme/Gone.java", "package com.acme; public class Gone {}")
                .source("com/acme/Base.java", "package com.acme; public class Base { public Gone gone; }")
                .run(compiler);
        Files.delete(folder.resolve("lib/classes/com/acme/Gone.class"));

        CompilationResult result = Compilation.in(folder.resolve("app"))
                .classPath(folder.resolve("lib/classes"))
                .source("com/acme/Order.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(fields = "stat")
                        class Order extends Base { String state; }
                        """)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors())
                .extracting(message -> message.text().replaceFirst("\\].*", "]"))
                .containsExactlyInAnyOrderElementsOf(
                        // ECJ ends the reading of the class with an exception.
                        compiler == CompilerKind.JAVAC ? List.of("[CI001]", "[CI022]") : List.of("[CI022]"));
        assertThat(result.generated()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ofAMissingSuperclassAnyFieldMayBeAndTheTable(CompilerKind compiler) {
        String name = "O".repeat(64);
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/" + name + ".java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(fields = "createdAt")
                        class %s extends Missing {}
                        """.formatted(name))
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors())
                .isNotEmpty()
                .noneMatch(message -> message.text().startsWith("[CI"));
    }

    @ParameterizedTest
    @EnumSource
    void aReferenceMayBeToAGeneratedClass(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                .source("com/acme/Order.java", """
                        package com.acme;
                        import jakarta.persistence.*;
                        @dev.compositeindex.CompositeIndex(fields = {"first", "value.part"})
                        @Entity class Order {
                            @Id Long id;
                            @ManyToOne Generated1 first;
                            @ManyToOne Generated1 second;
                            @Embedded Generated2 value;
                        }
                        """)
                .run(compiler, new CompositeIndexProcessor(), new Generator(Map.of(1, """
                                package com.acme;
                                import jakarta.persistence.*;
                                @Entity class Generated1 { @Id @Column(name = "number") Long id; }
                                """, 2, """
                                package com.acme;
                                @jakarta.persistence.Embeddable class Generated2 {
                                    @jakarta.persistence.Column(name = "its_part") int part;
                                }
                                """)));

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get("com/acme/OrderIndexes.java")).contains("first_number", "its_part");
        assertThat(result.messages())
                .extracting(Message::text)
                .filteredOn(text -> text.startsWith("[CI09"))
                .singleElement()
                .asString()
                .startsWith("[CI090] ")
                .contains("second_number");
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
