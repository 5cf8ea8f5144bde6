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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a definition with an index of the catalogue by giving it to an index on an empty temporary copy of the table, in
 * a transaction that is rolled back: then both are in the server's own words.
 */
final class DefinitionOnServer {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionOnServer.class);

    /** A type of this name could be in the definition, but hardly is: while the copy exists, it hides that. */
    private static final String COPY = "compositeindex_copy";

    private static final String PROBE = "compositeindex_probe";

    /** No privilege, no such tablespace, no lock in time: that says nothing about the definition. */
    private static final Set<String> SAYS_NOTHING = Set.of("42501", "42704", "55P03", "57014", "25006");

    private final Connection connection;

    DefinitionOnServer(Connection connection) {
        this.connection = connection;
    }

    /** The declared definition, if the index has another one; empty if it has the same as far as can be seen. */
    String difference(Definition wanted, Found.Index actual) throws SQLException {
        try {
            return same(inScratch(wanted, actual), actual) ? "" : wanted.text();
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (SAYS_NOTHING.contains(state)) {
                LOG.warn(
                        "Whether the index {} has the definition {} cannot be seen; its name must do: {}",
                        actual.sqlName(),
                        wanted.text(),
                        e.getMessage());
                return "";
            }
            if (state.startsWith("42") || state.startsWith("22") || state.startsWith("0A")) {
                return wanted.text() + " (which PostgreSQL refuses on this table: " + e.getMessage() + ")";
            }
            throw e;
        }
    }

    private Found.Index inScratch(Definition wanted, Found.Index actual) throws SQLException {
        ScratchTransaction transaction = ScratchTransaction.begin(connection);
        try {
            return print(wanted, actual);
        } finally {
            transaction.close();
        }
    }

    /** The copy has the table's own name where the definition is refused otherwise, because it names the table. */
    private Found.Index print(Definition wanted, Found.Index actual) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return print(wanted, actual, COPY);
        } catch (SQLException e) {
            connection.rollback(before);
            try {
                return print(wanted, actual, wanted.address().table());
            } catch (SQLException again) {
                e.addSuppressed(again);
                throw e;
            }
        }
    }

    private Found.Index print(Definition wanted, Found.Index actual, String copy) throws SQLException {
        String copySql = "pg_temp." + SqlText.name(copy);
        Sql.run(
                connection,
                "CREATE TEMPORARY TABLE " + SqlText.name(copy) + " (LIKE " + actual.table() + " INCLUDING GENERATED)");
        Sql.run(
                connection,
                "CREATE " + (wanted.unique() ? "UNIQUE " : "") + "INDEX " + PROBE + " ON " + copySql + " "
                        + wanted.clauses());
        String schema = Sql.text(connection, "SELECT nspname FROM pg_namespace WHERE oid = pg_my_temp_schema()");
        return (Found.Index) new CatalogReader(connection)
                .read(List.of(new IndexAddress(schema, copy, PROBE)))
                .get(0);
    }

    private static boolean same(Found.Index wanted, Found.Index actual) {
        return wanted.method().equals(actual.method())
                && wanted.uniqueness().equals(actual.uniqueness())
                && wanted.keys().equals(actual.keys())
                && wanted.include().equals(actual.include())
                && wanted.predicate().equals(actual.predicate());
    }
}
