package dev.compositeindex.processor.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random declarations, as far as they are accepted; {@link Pipeline} reads each back. The language's other tests do so, too. */
class ReadBackTest {
    private static final int DECLARATIONS = 3_000;

    private static final List<String> PARTS = Stream.concat(
                    Combinations.PARTS.stream(), Combinations.WIDE_PARTS.stream())
            .toList();
    private static final List<String> PREDICATES = Stream.concat(
                    Combinations.PREDICATES.stream(), Combinations.WIDE_PREDICATES.stream())
            .toList();
    private static final List<String> MODIFIERS = List.of(
            "",
            " DESC",
            " DESC NULLS LAST",
            " NULLS FIRST",
            " COLLATE \"C\"",
            " COLLATE pg_catalog.\"C\" DESC",
            " text_pattern_ops",
            " my.odd_ops(a=1, b='x') DESC",
            " COLLATE \"de-x-icu\" public.gist_trgm_ops(siglen=32) NULLS FIRST",
            " \"My Class\"");

    private final Random random = new Random(5);

    @Test
    void definitionsAreReadAsTheyAreMeant() {
        Pipeline pipeline = new Pipeline(18);
        int accepted = 0;
        for (int i = 0; i < DECLARATIONS; i++) {
            String method = one(List.of("btree", "btree", "gist", "hnsw"));
            Declaration declaration = new Declaration(
                    Stream.generate(() -> one(PARTS) + one(MODIFIERS))
                            .limit(1 + random.nextInt(2))
                            .toList(),
                    method,
                    random.nextInt(4) == 0,
                    true,
                    random.nextInt(3) == 0 ? one(PREDICATES) : "",
                    random.nextInt(4) == 0 ? List.of(one(List.of("order", "amount", "doc"))) : List.of(),
                    random.nextInt(3) == 0 ? List.of("fillfactor=70") : List.of());
            accepted += pipeline.run(declaration).value().isPresent() ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(DECLARATIONS / 10);
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
