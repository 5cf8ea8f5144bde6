package db.callback;

import dev.compositeindex.guard.MigrationGuard;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Builds indexes safely while Flyway migrates. Flyway finds it by its package; an application does nothing.
 *
 * <p>This class hands Flyway's events on to {@link MigrationGuard}, which tells what happens. Databases other than PostgreSQL
 * are not affected.
 */
public final class CompositeIndexGuard implements Callback {

    private final MigrationGuard guard = new MigrationGuard();

    /**
     * The guard must come before Flyway's first lock. Which event does, depends on Flyway's settings: {@code BEFORE_VALIDATE} is
     * left out if the schema does not exist or {@code validateOnMigrate} is off, {@code BEFORE_CREATE_SCHEMA} if {@code
     * createSchemas} is off. {@code BEFORE_MIGRATE} costs a connection, so it is asked for only where there was none before
     * it. {@code AFTER_CONNECT} exists from 11.20 on, and is not to be handled: Flyway would then take the search path that it
     * has set itself for that of the session. But that it asks is enough.
     */
    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_VALIDATE,
                    BEFORE_CREATE_SCHEMA,
                    BEFORE_EACH_MIGRATE,
                    AFTER_EACH_MIGRATE,
                    AFTER_EACH_MIGRATE_ERROR,
                    AFTER_MIGRATE_OPERATION_FINISH -> true;
            case BEFORE_MIGRATE -> !guard.isInside();
            case AFTER_CONNECT -> {
                guard.prepare(context.getConfiguration());
                yield false;
            }
            default -> false;
        };
    }

    /** Whoever waits in a transaction is waited for by builds. */
    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        switch (event) {
            case BEFORE_MIGRATE -> {
                guard.warnIfLate(context.getConfiguration());
                guard.enter(context.getConfiguration(), context.getConnection());
            }
            case BEFORE_VALIDATE, BEFORE_CREATE_SCHEMA ->
                guard.enter(context.getConfiguration(), context.getConnection());
            case BEFORE_EACH_MIGRATE -> guard.beforeEach(context.getConnection(), context.getMigrationInfo());
            case AFTER_EACH_MIGRATE -> guard.afterEach(context.getConnection(), context.getMigrationInfo(), false);
            case AFTER_EACH_MIGRATE_ERROR -> guard.afterEach(context.getConnection(), context.getMigrationInfo(), true);
            default -> guard.leave();
        }
    }

    @Override
    public String getCallbackName() {
        return "CompositeIndex guard";
    }
}
