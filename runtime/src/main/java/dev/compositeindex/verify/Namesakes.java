package dev.compositeindex.verify;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.IndexAddress;
import dev.compositeindex.registry.IndexDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what a missing index may have been called by hand: an equal one of its table that nobody declares. */
final class Namesakes {

    private final Map<IndexDefinition, List<CatalogEntry.Index>> candidates;

    private Namesakes(Map<IndexDefinition, List<CatalogEntry.Index>> candidates) {
        this.candidates = candidates;
    }

    /** Reads those that do not differ as far as can be told without the server; two round trips, if anything is missing. */
    static Namesakes read(Connection connection, List<IndexDefinition> declared, List<IndexDefinition> missing)
            throws SQLException {
        List<IndexDefinition> nameable =
                missing.stream().filter(index -> Repairs.fits(index.name())).toList();
        Map<IndexDefinition, List<CatalogEntry.Index>> candidates = new LinkedHashMap<>();
        if (nameable.isEmpty()) {
            return new Namesakes(candidates);
        }
        Set<String> names = declared.stream().map(IndexDefinition::name).collect(Collectors.toSet());
        CatalogReader catalog = new CatalogReader(connection);
        List<List<IndexAddress>> addresses = catalog.ofSameTable(nameable.stream()
                .map(index -> new IndexAddress(index.schema(), index.table(), index.name()))
                .toList());
        List<CatalogEntry> found =
                catalog.readPastLocks(addresses.stream().flatMap(List::stream).toList());
        int next = 0;
        for (int i = 0; i < nameable.size(); i++) {
            IndexDefinition index = nameable.get(i);
            Expectation written = Expectation.written(index, Obstacle.NONE);
            List<CatalogEntry.Index> alike = new ArrayList<>();
            for (IndexAddress address : addresses.get(i)) {
                if (found.get(next++) instanceof CatalogEntry.Index actual
                        && !names.contains(address.name())
                        && isEqual(index, written, actual)) {
                    alike.add(actual);
                }
            }
            if (!alike.isEmpty()) {
                candidates.put(index, alike);
            }
        }
        return new Namesakes(candidates);
    }

    /** An equal one for each of those that have one. */
    Map<IndexDefinition, CatalogEntry.Index> equal(Expectations expectations) throws SQLException {
        Map<IndexDefinition, CatalogEntry.Index> equal = new LinkedHashMap<>();
        for (int i = 0; ; i++) {
            Map<IndexDefinition, CatalogEntry.Index> round = new LinkedHashMap<>();
            int place = i;
            candidates.forEach((index, alike) -> {
                if (place < alike.size() && !equal.containsKey(index)) {
                    round.put(index, alike.get(place));
                }
            });
            if (round.isEmpty()) {
                return equal;
            }
            expectations.of(round).forEach((index, expected) -> {
                CatalogEntry.Index candidate = Objects.requireNonNull(round.get(index));
                if (expected.doubt().isEmpty() && isEqual(index, expected, candidate)) {
                    equal.put(index, candidate);
                }
            });
        }
    }

    private static boolean isEqual(IndexDefinition index, Expectation expected, CatalogEntry.Index actual) {
        return DefinitionComparison.areChangeable(DefinitionComparison.differences(index, expected, actual), actual);
    }
}
