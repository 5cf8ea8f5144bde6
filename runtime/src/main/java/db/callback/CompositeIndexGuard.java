package db.callback;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
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
 * <p>By default Flyway holds its lock in a transaction that has a snapshot, for which a concurrent build waits for ever.
 * The guard makes it a session lock before it is first taken.
 */
public final class CompositeIndexGuard implements Callback {

    private static final Logger LOG = LoggerFactory.getLogger(CompositeIndexGuard.class);

    @Override
    public boolean supports(Event event, Context context) {
        // BEFORE_MIGRATE alone is too late when several instances start on an empty database: the first lock is taken
        // to create the history table. It is needed where validateOnMigrate is off.
        return event == Event.BEFORE_VALIDATE || event == Event.BEFORE_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        useSessionLock(context.getConfiguration());
    }

    @Override
    public String getCallbackName() {
        return "CompositeIndex guard";
    }

    private static void useSessionLock(Configuration configuration) {
        try {
            Object plugins = Configuration.class.getMethod("getPluginRegister").invoke(configuration);
            PostgreSQLConfigurationExtension extension = (PostgreSQLConfigurationExtension)
                    lookup(plugins).invoke(plugins, PostgreSQLConfigurationExtension.class);
            if (extension != null && extension.isTransactionalLock()) {
                extension.setTransactionalLock(false);
                LOG.info("Flyway uses a session lock, so that indexes can be built concurrently");
            }
        } catch (IllegalAccessException | NoSuchMethodException | InvocationTargetException e) {
            LOG.warn("This Flyway cannot be told to use a session lock", e);
        } catch (NoClassDefFoundError e) {
            LOG.debug("Flyway's PostgreSQL module is not here: nothing to guard");
        }
    }

    /** {@code getExact} since Flyway 11; the same method was called {@code getPlugin} before, which is gone in some. */
    private static Method lookup(Object plugins) throws NoSuchMethodException {
        try {
            return plugins.getClass().getMethod("getExact", Class.class);
        } catch (NoSuchMethodException e) {
            return plugins.getClass().getMethod("getPlugin", Class.class);
        }
    }
}
