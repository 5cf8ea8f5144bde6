package dev.compositeindex.torture;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.VerificationReport;
import org.flywaydb.core.Flyway;

/**
 * An application as users have it, in a JVM of its own: a pool, Flyway with the guard on its class path, the verifier.
 * Arguments: the database's URL and the folder of its migrations. Its exit code is 0 when all indexes are valid.
 */
final class Instance {
    private static final int NOT_VALID = 3;
    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

    private Instance() {}

    public static void main(String[] args) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setMaximumPoolSize(5);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        VerificationReport report;
        try (HikariDataSource dataSource = new HikariDataSource(config)) {
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("filesystem:" + args[1])
                    .load()
                    .migrate();
            report = IndexVerifier.of(dataSource).verify(IndexRegistry.load());
        }
        report.problems().forEach(problem -> System.out.println(problem.describe()));
        System.out.println(report.summary());
        if (!report.allValid()) {
            System.exit(NOT_VALID);
        }
    }
}
