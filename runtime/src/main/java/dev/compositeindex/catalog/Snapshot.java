package dev.compositeindex.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Holds what one server says of some tables at one moment: their indexes, foreign keys and counters.
 *
 * @param server the server
 * @param tables the tables
 * @param indexes all of their indexes
 * @param foreignKeys where they refer to others
 * @param applied the migrations that were applied, in order
 */
public record Snapshot(
        ServerState server,
        List<LiveTable> tables,
        List<LiveIndex> indexes,
        List<ForeignKey> foreignKeys,
        List<AppliedScript> applied) {

    public Snapshot {
        tables = List.copyOf(tables);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        applied = List.copyOf(applied);
    }

    /** The table of an object identifier. */
    public Optional<LiveTable> table(long oid) {
        return tables.stream().filter(table -> table.oid() == oid).findFirst();
    }
}
