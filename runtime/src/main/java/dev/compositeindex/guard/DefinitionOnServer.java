package dev.compositeindex.guard;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.Probe;
import dev.compositeindex.catalog.ProbeRunner;
import dev.compositeindex.catalog.ProbeRunner.Place;
import dev.compositeindex.catalog.ScratchTransaction;
import dev.compositeindex.catalog.SecondLook;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Compares a definition with an index of the catalogue, in the server's own words. */
final class DefinitionOnServer {

    private static final String NO_PRIVILEGE = "42501";
    private static final Set<String> LOCKED = Set.of("55P03", "57014");

    private final Connection connection;

    DefinitionOnServer(Connection connection) {
        this.connection = connection;
    }

    /** How an index of the catalogue is to a definition. */
    sealed interface Comparison {

        /** The same. */
        record Same() implements Comparison {}

        /** Another one; and what to say of the definition. */
        record Other(String declared) implements Comparison {}

        /** Not to be seen just now, since the table is locked. */
        record Locked(String reason) implements Comparison {}
    }

    /**
     * Compares them; storage parameters and tablespaces do not matter.
     *
     * @throws SQLException also if the role may not make a copy
     */
    Comparison compare(Definition wanted, CatalogEntry.Index actual) throws SQLException {
        try {
            return build(wanted, actual);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (LOCKED.contains(state)) {
                return new Comparison.Locked("its table " + actual.table() + " is locked (" + e.getMessage() + ")");
            }
            if (state.equals(NO_PRIVILEGE)) {
                throw new SQLException(
                        "whether the index that is there is the declared one can only be seen with SELECT on "
                                + actual.table() + ", and TEMPORARY on the database or CREATE on its schema: "
                                + e.getMessage(),
                        state,
                        e);
            }
            throw e;
        }
    }

    /** Who may not make temporary tables, may make others where indexes are to be built; that is rolled back as well. */
    @SuppressWarnings("try") // it is there for its end
    private Comparison build(Definition wanted, CatalogEntry.Index actual) throws SQLException {
        try (ScratchTransaction ignored = ScratchTransaction.begin(connection)) {
            Savepoint before = connection.setSavepoint();
            try {
                return build(wanted, actual, Place.TEMPORARY);
            } catch (SQLException e) {
                if (!NO_PRIVILEGE.equals(e.getSQLState())) {
                    throw e;
                }
                ScratchTransaction.undo(connection, before, e);
                return build(wanted, actual, Place.in(actual.schema()));
            }
        }
    }

    private Comparison build(Definition wanted, CatalogEntry.Index actual, Place place) throws SQLException {
        ProbeRunner probes = new ProbeRunner(connection, place);
        String table = wanted.address().table();
        Probe probe = new Probe(actual.table(), table, wanted.unique(), wanted.clauses());
        Probe.Answer answer =
                Objects.requireNonNull(probes.build(List.of(probe)).get(probe));
        if (answer instanceof Probe.Built built) {
            SecondLook look = new SecondLook(actual.table(), table, built.shape(), actual.shape());
            return look.areEqual(probes.build(look.probes()))
                    ? new Comparison.Same()
                    : new Comparison.Other(wanted.text());
        }
        if (answer instanceof Probe.Refused refused) {
            return new Comparison.Other(
                    wanted.text() + " (which PostgreSQL refuses on this table: " + refused.refusal() + ")");
        }
        Probe.Untried untried = (Probe.Untried) answer;
        throw new SQLException(untried.message(), untried.state());
    }
}
