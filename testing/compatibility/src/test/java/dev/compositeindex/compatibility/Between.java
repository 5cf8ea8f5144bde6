package dev.compositeindex.compatibility;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * A migration in Java between the team's script and ours. Not in a transaction: whatever it builds would wait for its
 * snapshot.
 */
record Between(Action action) implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("1.1");
    }

    @Override
    public String getDescription() {
        return "between";
    }

    @Override
    public Integer getChecksum() {
        return 1;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        action.on(context.getConnection());
    }

    /** What it does, on Flyway's connection or elsewhere. */
    @FunctionalInterface
    interface Action {
        void on(Connection connection) throws SQLException;
    }
}
