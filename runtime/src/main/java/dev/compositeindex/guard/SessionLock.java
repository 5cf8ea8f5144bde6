package dev.compositeindex.guard;

import dev.compositeindex.text.Log;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/**
 * Makes Flyway's lock a session lock. By default Flyway holds it in a transaction that has a snapshot, and a concurrent build
 * waits for that snapshot for ever.
 */
final class SessionLock {

    private static final Log LOG = Log.of(SessionLock.class);

    private SessionLock() {}

    /**
     * From now on, if it is not yet so.
     *
     * @return whether this Flyway knows PostgreSQL at all
     */
    static boolean use(Configuration configuration) {
        PostgreSQLConfigurationExtension extension = extension(configuration);
        if (extension != null && extension.isTransactionalLock()) {
            extension.setTransactionalLock(false);
            LOG.debug("Flyway's lock is a session lock from now on, so that indexes can be built concurrently");
        }
        return extension != null;
    }

    private static @Nullable PostgreSQLConfigurationExtension extension(Configuration configuration) {
        try {
            // Reflection, because the plug-in register's methods differ from release to release of Flyway.
            Object plugins = Configuration.class.getMethod("getPluginRegister").invoke(configuration);
            return (PostgreSQLConfigurationExtension)
                    lookup(plugins).invoke(plugins, PostgreSQLConfigurationExtension.class);
        } catch (NoClassDefFoundError e) {
            LOG.debug("Flyway's PostgreSQL module is not here, so there is nothing to guard");
        } catch (IllegalAccessException | NoSuchMethodException | InvocationTargetException e) {
            LOG.warn(
                    "This release of Flyway cannot be told to use a session lock, so CREATE INDEX CONCURRENTLY will hang."
                            + " Use Flyway 10.22 to 13, or preferQueryMode=simple on Flyway's connection.",
                    e);
        }
        return null;
    }

    private static Method lookup(Object plugins) throws NoSuchMethodException {
        try {
            return plugins.getClass().getMethod("getExact", Class.class);
        } catch (NoSuchMethodException e) {
            return plugins.getClass().getMethod("getPlugin", Class.class);
        }
    }
}
