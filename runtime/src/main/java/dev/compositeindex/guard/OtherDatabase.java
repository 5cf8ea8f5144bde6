package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationInfo;

/** A database that is not PostgreSQL, as tests have one in memory: no script of ours can run there. */
final class OtherDatabase {

    private OtherDatabase() {}

    /**
     * Refuses a migration of ours, before the database fails at its syntax.
     *
     * @throws org.flywaydb.core.api.FlywayException if this is another database
     */
    static void refuse(Connection connection, MigrationInfo migration) {
        if (!Sessions.isPostgres(connection)) {
            throw Refusal.of(
                    ("%s builds indexes for PostgreSQL, and this is %s: CompositeIndex is for PostgreSQL only. Let such a"
                                    + " test run on a PostgreSQL, for instance of Testcontainers. Where it must be another database, keep our"
                                    + " scripts out of its spring.flyway.locations: record them into a folder of their own"
                                    + " (compositeindex.location) that only PostgreSQL's profile names; or create the tables there without"
                                    + " Flyway (spring.flyway.enabled=false).")
                            .formatted(migration.getScript(), product(connection)));
        }
    }

    private static String product(Connection connection) {
        try {
            return connection.getMetaData().getDatabaseProductName();
        } catch (SQLException e) {
            return "another database";
        }
    }
}
