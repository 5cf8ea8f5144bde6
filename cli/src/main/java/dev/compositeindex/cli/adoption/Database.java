package dev.compositeindex.cli.adoption;

import java.util.List;
import java.util.Map;

/**
 * What was read.
 *
 * @param release the major version of the server
 * @param searchPath the schemas in which tables without one are looked for
 * @param indexes the ordinary indexes, and those whose names are declared, sorted by table and name
 * @param counts how many indexes of each kind there are
 * @param probes what the server says to the declared indexes, in their order
 */
record Database(
        int release,
        String searchPath,
        List<CatalogIndex> indexes,
        Map<CatalogIndex.Kind, Integer> counts,
        List<Probe> probes) {

    Database {
        indexes = List.copyOf(indexes);
        counts = Map.copyOf(counts);
        probes = List.copyOf(probes);
    }
}
