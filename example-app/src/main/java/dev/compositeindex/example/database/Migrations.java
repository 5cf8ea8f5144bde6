package dev.compositeindex.example.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database up to date. */
public final class Migrations {

    private Migrations() {}

    /**
     * Applies the migrations that are new. Flyway is configured as in its first tutorial: nothing here knows that some
     * of them build indexes concurrently, which the guard in compositeindex-runtime takes care of.
     *
     * @return how many were applied
     * @throws org.flywaydb.core.api.FlywayException if one fails
     */
    public static int apply(DataSource dataSource) {
        Flyway flyway = Flyway.configure().dataSource(dataSource).load();
        return flyway.migrate().migrationsExecuted;
    }
}
