package dev.compositeindex.guard;

import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.Found;
import dev.compositeindex.catalog.IndexAddress;
import dev.compositeindex.catalog.ScratchTransaction;
import dev.compositeindex.catalog.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Set;

/**
 * Compares a definition with an index of the catalogue by giving it to an index on an empty temporary copy of the table, in
 * a transaction that is rolled back: then both are in the server's own words.
 */
final class DefinitionOnServer {

    /** A type of this name could be in the definition, but hardly is: while the copy exists, it hides that. */
    private static final String COPY = "compositeindex_copy";

    private static final String PROBE = "compositeindex_probe";

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
    Comparison compare(Definition wanted, Found.Index actual) throws SQLException {
        try {
            return inScratch(wanted, actual).shape().equals(actual.shape())
                    ? new Comparison.Same()
                    : new Comparison.Other(wanted.text());
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
            if (state.startsWith("42") || state.startsWith("22") || state.startsWith("0A")) {
                return new Comparison.Other(
                        wanted.text() + " (which PostgreSQL refuses on this table: " + e.getMessage() + ")");
            }
            throw e;
        }
    }

    /** Who may not make temporary tables, may make others where indexes are to be built; that is rolled back as well. */
    private Found.Index inScratch(Definition wanted, Found.Index actual) throws SQLException {
        ScratchTransaction transaction = ScratchTransaction.begin(connection);
        try {
            Savepoint before = connection.setSavepoint();
            try {
                return printTemporarily(wanted, actual);
            } catch (SQLException e) {
                if (!NO_PRIVILEGE.equals(e.getSQLState())) {
                    throw e;
                }
                connection.rollback(before);
                String schema = Sql.text(
                        connection,
                        "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ?::oid",
                        actual.oid());
                String copy = COPY + "_" + Sessions.processId(connection);
                return print(wanted, actual, "TABLE " + SqlText.name(schema) + "." + copy, schema, copy);
            }
        } finally {
            transaction.close();
        }
    }

    /** The copy has the table's own name where the definition is refused otherwise, because it names the table. */
    private Found.Index printTemporarily(Definition wanted, Found.Index actual) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return printTemporarily(wanted, actual, COPY);
        } catch (SQLException e) {
            connection.rollback(before);
            try {
                return printTemporarily(wanted, actual, wanted.address().table());
            } catch (SQLException again) {
                e.addSuppressed(again);
                throw e;
            }
        }
    }

    private Found.Index printTemporarily(Definition wanted, Found.Index actual, String copy) throws SQLException {
        return print(wanted, actual, "TEMPORARY TABLE " + SqlText.name(copy), "pg_temp", copy);
    }

    private Found.Index print(Definition wanted, Found.Index actual, String table, String schema, String copy)
            throws SQLException {
        Sql.run(connection, "CREATE " + table + " (LIKE " + actual.table() + " INCLUDING GENERATED)");
        Sql.run(
                connection,
                "CREATE " + (wanted.unique() ? "UNIQUE " : "") + "INDEX " + PROBE + " ON " + SqlText.name(schema) + "."
                        + SqlText.name(copy) + " " + wanted.clauses());
        String found = schema.equals("pg_temp")
                ? Sql.text(connection, "SELECT nspname FROM pg_namespace WHERE oid = pg_my_temp_schema()")
                : schema;
        return (Found.Index) new CatalogReader(connection)
                .read(List.of(new IndexAddress(found, copy, PROBE)))
                .get(0);
    }
}
