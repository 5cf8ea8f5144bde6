package dev.compositeindex.processor.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read once a round is the same for all classes that refer to it. */
class TypeReaderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void anotherArgumentMakesAnotherType(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                .source("com/acme/Order.java", """
                        package com.acme;
                        import jakarta.persistence.*;
                        @dev.compositeindex.CompositeIndex(fields = "box.content.x")
                        @Entity class Order { @Id Long id; @Embedded Box<Left> box; }
                        @dev.compositeindex.CompositeIndex(fields = "box.content.x")
                        @Entity class Sale { @Id Long id; @Embedded Box<Right> box; }
                        @Embeddable class Box<T> { @Embedded T content; }
                        @Embeddable class Left { @Column(name = "left_x") int x; }
                        @Embeddable class Right { @Column(name = "right_x") int x; }
                        """)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get("com/acme/OrderIndexes.java")).contains("left_x");
        assertThat(result.generated().get("com/acme/SaleIndexes.java")).contains("right_x");
    }

    /** Without annotations, an embedded value is mapped as the class that has it. */
    @ParameterizedTest
    @EnumSource
    void anEmbeddedValueIsMappedAsTheClassThatHasIt(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                .source("com/acme/Order.java", """
                        package com.acme;
                        import jakarta.persistence.*;
                        @dev.compositeindex.CompositeIndex(fields = "value.x")
                        @Entity class Order { @Id Long id; @Embedded Value value; }
                        @dev.compositeindex.CompositeIndex(fields = "value.x")
                        @Entity class Sale {
                            Long id; Value value;
                            @Id Long getId() { return id; }
                            @Embedded Value getValue() { return value; }
                        }
                        @Embeddable class Value {
                            @Column(name = "of_field") int x;
                            @Column(name = "of_getter") int getX() { return x; }
                        }
                        """)
                .run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get("com/acme/OrderIndexes.java")).contains("of_field");
        assertThat(result.generated().get("com/acme/SaleIndexes.java")).contains("of_getter");
    }
}
