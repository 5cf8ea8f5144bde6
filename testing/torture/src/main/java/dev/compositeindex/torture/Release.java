package dev.compositeindex.torture;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A release of the application that the bench starts: its classes, what the team writes by hand, and what must be there
 * afterwards, written down here and not taken from anything of ours.
 *
 * @param byHand a migration of the team's, empty for none; it comes before what is recorded
 * @param sources the classes, by file name
 * @param indexes the indexes afterwards: {@code schema.name} to {@code pg_get_indexdef}, and the tablespace behind it
 * @param duplicate rows that keep this release's unique index from being built, if it has one
 */
record Release(
        String byHand, Map<String, String> sources, SortedMap<String, String> indexes, Optional<Duplicate> duplicate) {

    /**
     * Rows that violate a unique index to come. Their {@code id} is negative.
     *
     * @param index the index
     * @param insert what adds them
     * @param delete what removes them
     */
    record Duplicate(String index, String insert, String delete) {}

    Release {
        sources = Map.copyOf(sources);
        indexes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(indexes));
    }
}
