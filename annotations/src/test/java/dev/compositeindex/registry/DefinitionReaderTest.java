package dev.compositeindex.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionReaderTest {

    @Test
    void readsAPlainIndex() {
        String definition = "CREATE INDEX course_pub_idx ON course (is_published, created_at DESC)";
        assertThat(IndexDefinition.of("com.acme.Course", definition))
                .isEqualTo(IndexDefinition.builder("course_pub_idx")
                        .table("course")
                        .key(IndexKey.column("is_published"))
                        .key(IndexKey.column("created_at").desc())
                        .declaredBy("com.acme.Course")
                        .definition(definition)
                        .build());
    }

    @Test
    void readsAllThatCanBeSaid() {
        String definition = "CREATE UNIQUE INDEX \"a \"\"b\"\"\" ON \"My Schema\".\"order\" USING gist "
                + "(title COLLATE \"C\" public.gist_trgm_ops(siglen=32, x='a, b') DESC NULLS LAST, \"user\" NULLS FIRST, "
                + "lower (title) text_pattern_ops, pg_catalog.concat(a, ')', \"b)\", E'\\')', $x$)$x$) COLLATE pg_catalog.\"C\", "
                + "(price * (1 + tax)) DESC) INCLUDE (\"Order\", b) NULLS NOT DISTINCT "
                + "WITH (deduplicate_items=off, fillfactor=70) TABLESPACE \"fast disk\" WHERE a > 0 AND b <> ' WITH (x)'";
        assertThat(IndexDefinition.of("T", definition, "c"))
                .isEqualTo(IndexDefinition.builder("a \"b\"")
                        .table("My Schema", "order")
                        .unique()
                        .nullsNotDistinct()
                        .using("gist")
                        .key(IndexKey.column("title")
                                .collate("\"C\"")
                                .operatorClass("public.gist_trgm_ops(siglen=32, x='a, b')")
                                .desc()
                                .nullsLast())
                        .key(IndexKey.column("user").nullsFirst())
                        .key(IndexKey.expression("lower (title)").operatorClass("text_pattern_ops"))
                        .key(IndexKey.expression("pg_catalog.concat(a, ')', \"b)\", E'\\')', $x$)$x$)")
                                .collate("pg_catalog.\"C\""))
                        .key(IndexKey.expression("price * (1 + tax)").desc())
                        .include("Order")
                        .include("b")
                        .with("deduplicate_items", "off")
                        .with("fillfactor", "70")
                        .tablespace("fast disk")
                        .where("a > 0 AND b <> ' WITH (x)'")
                        .comment("c")
                        .declaredBy("T")
                        .definition(definition)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "create index x on t (a)",
                "CREATE INDEX x ON t",
                "CREATE INDEX x ON t (",
                "CREATE INDEX x ON t ()",
                "CREATE INDEX x ON t (a",
                "CREATE INDEX x ON t (a.b)",
                "CREATE INDEX x ON t (f('a)",
                "CREATE INDEX x ON t (\"a)",
                "CREATE INDEX x ON t (f($x$)",
                "CREATE INDEX x ON t (a COLLATE )",
                "CREATE INDEX x ON t (a) WITH (b)",
                "CREATE INDEX x ON t (a) SOON",
                "CREATE INDEX x ON t (a) SOON WHERE b"
            })
    void refusesWhatIsNotCanonical(String definition) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexDefinition.of("T", definition))
                .withMessageContaining("is not understood from character ")
                .withMessageContaining(definition);
    }
}
