package dev.compositeindex.guard;

import dev.compositeindex.catalog.BuildObserver;
import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.PossibleBuilder;
import dev.compositeindex.catalog.PossibleBuilder.Activity;
import dev.compositeindex.guard.DefinitionOnServer.Comparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Looks at what bears the name of an index that is about to be built. Changes nothing. */
final class Inspector {

    /** How names end that are swapped, and the comment of what bears one afterwards: as our scripts write them. */
    private static final String SWAPPED = "_swap";

    static final String REPLACED = "CompositeIndex: replaced, to be dropped";

    private final Connection connection;

    Inspector(Connection connection) {
        this.connection = connection;
    }

    /** Who builds an index of this table, may be building one, or waits for it; empty for nobody. */
    String buildersOf(long table) throws SQLException {
        return new BuildObserver(connection)
                .observeTable(table).stream()
                        .filter(builder -> builder.activityOnTable() != Activity.SOMETHING_ELSE)
                        .map(Inspector::builder)
                        .collect(Collectors.joining(", "));
    }

    /** Looks until it is sure, which takes two looks at an index that is not valid. */
    NameOccupant look(Definition wanted) throws SQLException {
        CatalogEntry found = find(wanted);
        if (!(found instanceof CatalogEntry.Index first)) {
            return found instanceof CatalogEntry.OtherRelation other
                    ? new NameOccupant.Taken("the " + other.kind() + " " + other.sqlName())
                    : new NameOccupant.Free();
        }
        if (wanted.address().name().endsWith(SWAPPED) && isReplaced(first)) {
            return new NameOccupant.Replaced();
        }
        boolean isReplaceable =
                first.settings().mark().isPresent() && first.constraint().isEmpty();
        if (!first.onDeclaredTable()) {
            return isReplaceable && first.state().usable()
                    ? new NameOccupant.Replaceable(first)
                    : new NameOccupant.Taken("an index of the table " + first.table() + ": " + definition(first));
        }
        Comparison comparison = new DefinitionOnServer(connection).compare(wanted, first);
        if (comparison instanceof Comparison.Locked locked) {
            return new NameOccupant.InTheMaking(locked.reason());
        }
        boolean isOther = comparison instanceof Comparison.Other
                || first.settings()
                        .mark()
                        .filter(mark -> !mark.isOf(wanted.text()))
                        .isPresent();
        if (isReplaceable && isOther) {
            return first.state().usable() ? new NameOccupant.Replaceable(first) : unfinished(wanted, first);
        }
        if (comparison instanceof Comparison.Other other) {
            return new NameOccupant.Taken("another index: " + definition(first)
                    + (first.state().usable() ? "" : " (not valid)") + "; declared is: " + other.declared());
        }
        if (first.state().usable()) {
            return new NameOccupant.Built(first);
        }
        if (first.partitioned()) {
            return new NameOccupant.Taken("an index of a partitioned table, to which not every partition has its part");
        }
        return unfinished(wanted, first);
    }

    /** An index that is being dropped is never built again, whoever holds locks. */
    private NameOccupant unfinished(Definition wanted, CatalogEntry.Index first) throws SQLException {
        List<PossibleBuilder> builders = first.state().live()
                ? Objects.requireNonNull(
                        new BuildObserver(connection).observe(List.of(first)).get(first.oid()))
                : List.of();
        // Who had no builder after the first look, and is not valid in the second, has died.
        if (!(find(wanted) instanceof CatalogEntry.Index second)
                || second.oid() != first.oid()
                || second.state().usable()) {
            return look(wanted);
        }
        String who = builders.stream()
                .map(builder -> builder.describe(
                        builder.activityOn(first.oid(), wanted.address().name())))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return who.isEmpty() ? new NameOccupant.Leftover(second) : new NameOccupant.InTheMaking(who);
    }

    private boolean isReplaced(CatalogEntry.Index index) throws SQLException {
        return Sql.text(connection, "SELECT pg_catalog.obj_description(?::pg_catalog.oid, 'pg_class')", index.oid())
                .equals(REPLACED);
    }

    private CatalogEntry find(Definition wanted) throws SQLException {
        return new CatalogReader(connection).read(List.of(wanted.address())).get(0);
    }

    private String definition(CatalogEntry.Index index) throws SQLException {
        return Sql.text(connection, "SELECT pg_catalog.pg_get_indexdef(?::pg_catalog.oid)", index.oid());
    }

    private static String builder(PossibleBuilder builder) {
        if (builder.activityOnTable() == Activity.PERHAPS_BUILDING) {
            return "process " + builder.pid() + " has, or waits for, a lock on the table as builds do ("
                    + (builder.state().isEmpty()
                            ? "only a role with pg_read_all_stats can see what it does"
                            : builder.state())
                    + ")";
        }
        return "process " + builder.pid() + " builds "
                + (builder.builtName().isEmpty() ? "an index of the table" : builder.builtName()) + " ("
                + builder.phase()
                + ")";
    }
}
