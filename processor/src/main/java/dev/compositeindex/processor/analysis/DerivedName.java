package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.sql.Identifiers;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The name of an index that was given none: {@code <table>_<column>_<column>_<hash8>_idx}, at most 63 bytes. */
final class DerivedName {
    private static final int READABLE_BYTES = 50;

    private DerivedName() {}

    static String of(IndexSpec index) {
        String readable = Stream.concat(Stream.of(index.table().name()), index.keyColumns().stream())
                .collect(Collectors.joining("_"));
        return Identifiers.prefix(readable, READABLE_BYTES) + "_" + IndexIdentity.hash8(index) + "_idx";
    }
}
