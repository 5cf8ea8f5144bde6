package dev.compositeindex.guard;

import dev.compositeindex.catalog.BuildObserver;
import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.Found;
import dev.compositeindex.catalog.Holder;
import dev.compositeindex.catalog.Holder.Doing;
import dev.compositeindex.guard.DefinitionOnServer.Comparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Looks at what bears the name of an index that is about to be built. Changes nothing. */
final class Inspector {

    private final Connection connection;

    Inspector(Connection connection) {
        this.connection = connection;
    }

    /** Who builds an index of this table, may be building one, or waits for it; empty for nobody. */
    String buildersOf(long table) throws SQLException {
        return new BuildObserver(connection)
                .observeTable(table).stream()
                        .filter(holder -> holder.toTable() != Doing.SOMETHING_ELSE)
                        .map(Inspector::builder)
                        .collect(Collectors.joining(", "));
    }

    /** Looks until it is sure, which takes two looks at an index that is not valid. */
    Sight look(Definition wanted) throws SQLException {
        Found found = find(wanted);
        if (!(found instanceof Found.Index first)) {
            return found instanceof Found.OtherRelation other
                    ? new Sight.Taken("the " + other.kind() + " " + other.sqlName())
                    : new Sight.Free();
        }
        if (!first.onDeclaredTable()) {
            return new Sight.Taken("an index of the table " + first.table() + ": " + definition(first));
        }
        Comparison comparison = new DefinitionOnServer(connection).compare(wanted, first);
        if (comparison instanceof Comparison.Locked locked) {
            return new Sight.InTheMaking(locked.reason());
        }
        if (comparison instanceof Comparison.Other other) {
            return new Sight.Taken("another index: " + definition(first)
                    + (first.state().usable() ? "" : " (not valid)") + "; declared is: " + other.declared());
        }
        if (first.state().usable()) {
            return new Sight.Built();
        }
        if (first.partitioned()) {
            return new Sight.Taken("an index of a partitioned table, to which not every partition has its part");
        }
        return unfinished(wanted, first);
    }

    /** An index that is being dropped is never built again, whoever holds locks. */
    private Sight unfinished(Definition wanted, Found.Index first) throws SQLException {
        List<Holder> holders = first.state().live()
                ? Objects.requireNonNull(
                        new BuildObserver(connection).observe(List.of(first)).get(first.oid()))
                : List.of();
        // Who had no builder after the first look, and is not valid in the second, has died.
        if (!(find(wanted) instanceof Found.Index second)
                || second.oid() != first.oid()
                || second.state().usable()) {
            return look(wanted);
        }
        String who = holders.stream()
                .map(holder ->
                        holder.describe(holder.to(first.oid(), wanted.address().name())))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return who.isEmpty() ? new Sight.Leftover(second) : new Sight.InTheMaking(who);
    }

    private Found find(Definition wanted) throws SQLException {
        return new CatalogReader(connection).read(List.of(wanted.address())).get(0);
    }

    private String definition(Found.Index index) throws SQLException {
        return Sql.text(connection, "SELECT pg_catalog.pg_get_indexdef(?::pg_catalog.oid)", index.oid());
    }

    private static String builder(Holder holder) {
        if (holder.toTable() == Doing.PERHAPS_BUILDING) {
            return "process " + holder.pid() + " has, or waits for, a lock on the table as builds do ("
                    + (holder.state().isEmpty()
                            ? "only a role with pg_read_all_stats can see what it does"
                            : holder.state())
                    + ")";
        }
        return "process " + holder.pid() + " builds "
                + (holder.builtName().isEmpty() ? "an index of the table" : holder.builtName()) + " (" + holder.phase()
                + ")";
    }
}
