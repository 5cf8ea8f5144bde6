package dev.compositeindex.benchmarks;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Flyway as it is measured: with a session lock, as concurrent builds need it.
 *
 * @param scripts that it runs
 * @param settings of the guard
 */
public record Migrate(Scripts scripts, Map<String, String> settings) {

    /** Without the guard, or with it as it is. */
    public Migrate(Scripts scripts, boolean guarded) {
        this(scripts, Map.of("compositeindex.guard", guarded ? "on" : "off"));
    }

    /** What may still be set. */
    public FluentConfiguration on(PGSimpleDataSource database) {
        FluentConfiguration configuration = Flyway.configure();
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration
                .dataSource(database)
                .cleanDisabled(false)
                .placeholders(settings)
                .locations(scripts.location());
    }
}
