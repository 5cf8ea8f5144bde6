package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compilers read generated sources in the encoding of the project's own ones, which a processor is not told. */
class EncodingTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void generatedSourcesAreAscii(CompilerKind compiler) {
        CompilationResult result =
                Compilation.in(folder).source("com/acme/Odd.java", """
                        package com.acme;
                        @dev.compositeindex.CompositeIndex(name = "größe\\\\ü_𝒳_idx", fields = "größe")
                        class Odd {
                            int größe;
                            Object index = OddIndexes.GRÖSSE_Ü_𝒳_IDX;
                        }
                        """).run(compiler, new CompositeIndexProcessor());

        assertThat(result.errors()).isEmpty();
        assertThat(result.generated().get("com/acme/OddIndexes.java"))
                .matches(text -> StandardCharsets.US_ASCII.newEncoder().canEncode(text))
                .contains("INDEX \\\"gr\\u00f6\\u00dfe\\\\\\u00fc_\\ud835\\udcb3_idx\\\" ON odd");
        assertThat(result.generated().get("META-INF/compositeindex/com.acme.Indexes.indexes"))
                .contains("größe");
    }
}
