package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.IndexList;
import dev.compositeindex.catalog.ScratchTransaction;
import dev.compositeindex.cli.database.DatabaseAddress;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.IndexStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Reads the indexes of a database, and asks the server which of them are the declared ones.
 *
 * <p>All of it happens in one transaction, which is rolled back, in at most nine round trips, whatever is declared.
 * Nothing is changed, and no lock on a table of the user's is stronger than {@code ACCESS SHARE}, which every {@code SELECT} takes, nor
 * waited for longer than five seconds.
 */
final class DatabaseReader {
    private static final String SITUATION = """
            SELECT pg_catalog.current_setting('default_transaction_read_only')::boolean AS is_read_only,
                   pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY') AS may_create_temporary,
                   pg_catalog.quote_ident(current_user) AS role_name,
                   pg_catalog.quote_ident(pg_catalog.current_database()) AS database_name,
                   pg_catalog.current_setting('server_version_num')::int OPERATOR(pg_catalog./) 10000 AS release,
                   pg_catalog.set_config('lock_timeout', '5s', true),
                   pg_catalog.set_config('standard_conforming_strings', 'on', true)
            """;

    private DatabaseReader() {}

    /**
     * Reads the database of an open connection, which is not closed.
     *
     * @param declared the declared indexes
     * @return nothing, but what is in the way, if the role or the server does not allow it
     */
    static Checked<DatabaseState> read(Connection connection, List<IndexStatement> declared) {
        try {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                return refused("the URL leads to %s. Name a PostgreSQL database.".formatted(Printable.of(product)));
            }
            try (ScratchTransaction transaction = ScratchTransaction.begin(connection)) {
                return transaction.onStandby()
                        ? refused("the server is a standby, on which no temporary table can be created, "
                                + "and only with one can the server compare definitions. Connect to the primary.")
                        : readPrimary(connection, declared);
            }
        } catch (SQLException e) {
            return refused("the database cannot be read: " + DatabaseAddress.reason(e)
                    + ". Correct what it says, and run adopt again.");
        }
    }

    private static Checked<DatabaseState> readPrimary(Connection connection, List<IndexStatement> declared)
            throws SQLException {
        int release;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SITUATION)) {
            row.next();
            if (connection.isReadOnly() || row.getBoolean("is_read_only")) {
                return refused(
                        "the connection is read-only, and adopt compares definitions with a temporary table, "
                                + "in a transaction that it rolls back. Connect without readOnly and default_transaction_read_only.");
            }
            if (!row.getBoolean("may_create_temporary")) {
                return refused(
                        ("the role %s may not create temporary tables, which adopt needs to compare definitions, "
                                        + "in a transaction that it rolls back. Run: GRANT TEMPORARY ON DATABASE %s TO %s")
                                .formatted(
                                        Printable.of(row.getString("role_name")),
                                        Printable.of(row.getString("database_name")),
                                        Printable.of(row.getString("role_name"))));
            }
            release = row.getInt("release");
        }
        IndexList list = IndexList.read(
                connection, declared.stream().map(IndexStatement::name).toList());
        List<ExistingIndex> existing =
                list.indexes().stream().map(ExistingIndex::new).sorted().toList();
        return Checked.of(
                new DatabaseState(release, existing, list.counts(), Encounters.of(connection, declared, existing)));
    }

    private static <T> Checked<T> refused(String text) {
        return Checked.failed(new Problem(Code.DATABASE, new Site.OfModule(), text));
    }
}
