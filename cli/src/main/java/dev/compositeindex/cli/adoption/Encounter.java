package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.Probe;
import java.util.List;
import java.util.Optional;

/**
 * Says what a declared index meets in the database.
 *
 * @param entry what is found under its name
 * @param answer what the server says to its definition; nothing if there is no table to try it on
 * @param equal the indexes that are what it declares: the one of its name at most, if its table has that; else any of its table
 */
record Encounter(CatalogEntry entry, Optional<Probe.Answer> answer, List<ExistingIndex> equal) {

    Encounter {
        equal = List.copyOf(equal);
    }
}
