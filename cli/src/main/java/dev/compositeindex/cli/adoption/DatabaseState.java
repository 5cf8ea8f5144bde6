package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.ListedIndex.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what was read of a database.
 *
 * @param release the major version of the server
 * @param indexes the ordinary indexes, and those whose names are declared, sorted by table and name
 * @param counts how many indexes of each kind there are
 * @param encounters what the declared indexes meet, in their order
 */
record DatabaseState(int release, List<ExistingIndex> indexes, Map<Kind, Integer> counts, List<Encounter> encounters) {

    DatabaseState {
        indexes = List.copyOf(indexes);
        counts = Map.copyOf(counts);
        encounters = List.copyOf(encounters);
    }

    /** The index of an object identifier; nothing if it has come after the indexes were read. */
    Optional<ExistingIndex> find(long oid) {
        return indexes.stream().filter(index -> index.listed().oid() == oid).findFirst();
    }
}
