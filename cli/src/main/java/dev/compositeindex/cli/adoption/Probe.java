package dev.compositeindex.cli.adoption;

import java.util.List;

/**
 * What the server says to a declared index.
 *
 * @param schema the schema of its table, raw; empty if there is no such table
 * @param tableKind the kind of its table, as {@code pg_class} has it; empty if there is none
 * @param relationKind the kind of what bears the index's name in that schema; empty if nothing does
 * @param equal the indexes of the table that have the same definition, by object identifier
 * @param printed how the server prints the definition; empty if it refuses it
 * @param refusal why the server refuses it; empty if it does not
 */
record Probe(String schema, String tableKind, String relationKind, List<Long> equal, String printed, String refusal) {

    Probe {
        equal = List.copyOf(equal);
    }
}
