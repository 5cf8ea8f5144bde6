package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.ListedIndex.Kind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the indexes that no class could declare, in words. Pure. */
final class LeftOut {
    private static final Map<Kind, String> WORDS = new EnumMap<>(Map.of(
            Kind.CONSTRAINT, "of constraints",
            Kind.PARTITION, "of partitioned tables",
            Kind.EXTENSION, "of extensions",
            Kind.FLYWAY, "of Flyway's history",
            Kind.TEMPORARY, "of temporary tables"));

    private LeftOut() {}

    /** How many there are of each kind of which there are any. */
    static Map<String, Integer> of(Map<Kind, Integer> counts) {
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        WORDS.forEach((kind, words) -> {
            if (counts.containsKey(kind)) {
                leftOut.put(words, counts.get(kind));
            }
        });
        return leftOut;
    }
}
