package db.callback;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Flyway run {@code CREATE INDEX CONCURRENTLY}. Flyway finds it by its package; an application does nothing.
 *
 * <p>By default Flyway holds its lock in a transaction that has a snapshot, and a concurrent build waits for that
 * snapshot for ever. The guard makes it a session lock before it is first taken. And it takes back the timeouts that a
 * migration of ours sets for itself, if that fails before it does so: the connection may go back to a pool.
 *
 * <p>Databases other than PostgreSQL are not affected.
 */
public final class CompositeIndexGuard implements Callback {

    private static final Logger LOG = LoggerFactory.getLogger(CompositeIndexGuard.class);

    private static final int FIRST_WITH_TRANSACTION_TIMEOUT = 17;

    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            // BEFORE_MIGRATE alone is too late when several instances start on an empty database: the first lock is
            // taken to create the history table. It is needed where validateOnMigrate is off.
            case BEFORE_VALIDATE, BEFORE_MIGRATE, AFTER_EACH_MIGRATE_ERROR -> true;
            default -> false;
        };
    }

    /** Without effect here: Flyway asks this about events that it runs outside of a transaction. */
    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event != Event.AFTER_EACH_MIGRATE_ERROR) {
            useSessionLock(context.getConfiguration());
        } else if (MigrationScript.isOurs(context.getMigrationInfo(), context.getConfiguration())) {
            resetTimeouts(context.getConnection());
        }
    }

    @Override
    public String getCallbackName() {
        return "CompositeIndex guard";
    }

    private static void useSessionLock(Configuration configuration) {
        try {
            // Reflection, because the plug-in register's methods differ from release to release of Flyway.
            Object plugins = Configuration.class.getMethod("getPluginRegister").invoke(configuration);
            PostgreSQLConfigurationExtension extension = (PostgreSQLConfigurationExtension)
                    lookup(plugins).invoke(plugins, PostgreSQLConfigurationExtension.class);
            if (extension != null && extension.isTransactionalLock()) {
                extension.setTransactionalLock(false);
                LOG.debug("Flyway's lock is a session lock from now on, so that indexes can be built concurrently");
            }
        } catch (NoClassDefFoundError e) {
            LOG.debug("Flyway's PostgreSQL module is not here, so there is nothing to guard");
        } catch (IllegalAccessException | NoSuchMethodException | InvocationTargetException e) {
            LOG.warn(
                    "This release of Flyway cannot be told to use a session lock, so CREATE INDEX CONCURRENTLY will hang."
                            + " Use Flyway 10.22 to 13, or preferQueryMode=simple on Flyway's connection.",
                    e);
        }
    }

    private static Method lookup(Object plugins) throws NoSuchMethodException {
        try {
            return plugins.getClass().getMethod("getExact", Class.class);
        } catch (NoSuchMethodException e) {
            return plugins.getClass().getMethod("getPlugin", Class.class);
        }
    }

    private static void resetTimeouts(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET statement_timeout");
            statement.execute("RESET lock_timeout");
            if (connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_TRANSACTION_TIMEOUT) {
                statement.execute("RESET transaction_timeout");
            }
        } catch (SQLException e) {
            // Usually the connection is dead, and its settings with it. What failed first is what Flyway reports.
            LOG.debug("The timeouts of the failed migration could not be reset", e);
        }
    }
}
