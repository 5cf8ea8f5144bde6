package dev.compositeindex.guard;

import java.util.List;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Error;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.Statement;

/** Hands Flyway's events on to {@link MigrationGuard}, which tells what happens. */
final class GuardCallback implements Callback {

    private final MigrationGuard guard = new MigrationGuard();

    /**
     * The guard must come before Flyway's first lock. Which event does, depends on Flyway's settings: {@code BEFORE_VALIDATE} is
     * left out if the schema does not exist or {@code validateOnMigrate} is off, {@code BEFORE_CREATE_SCHEMA} if {@code
     * createSchemas} is off. {@code BEFORE_MIGRATE} costs a connection, so it is asked for only where it is needed.
     *
     * <p>{@code AFTER_MIGRATE_ERROR} would cost one as well, for which a small pool would be waited for, and its error be thrown
     * for the one that happened. Of each callback around a statement, Flyway 13 logs a line. To be asked about these is enough: the migration is over, also if a callback of others has thrown
     * before ours heard of it, and Flyway's connection is still open.
     */
    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_VALIDATE, BEFORE_CREATE_SCHEMA, AFTER_MIGRATE_OPERATION_FINISH -> true;
            case BEFORE_EACH_MIGRATE ->
                guard.guards(context.getMigrationInfo())
                        || guard.isElsewhere(context.getConfiguration(), context.getMigrationInfo());
            case AFTER_EACH_MIGRATE, AFTER_EACH_MIGRATE_ERROR -> guard.guards(context.getMigrationInfo());
            case BEFORE_MIGRATE -> !guard.isInside();
            case BEFORE_EACH_MIGRATE_STATEMENT -> {
                guard.beforeStatement(sql(context));
                yield false;
            }
            case AFTER_EACH_MIGRATE_STATEMENT -> {
                guard.afterStatement(sql(context));
                yield false;
            }
            case AFTER_EACH_MIGRATE_STATEMENT_ERROR -> {
                errors(context).forEach(error -> guard.failedStatement(error.getState(), error.getMessage()));
                yield false;
            }
            case AFTER_MIGRATE_ERROR -> {
                guard.leave();
                yield false;
            }
            default -> false;
        };
    }

    private static List<Error> errors(Context context) {
        Statement statement = context.getStatement();
        return statement == null || statement.getErrors() == null ? List.of() : statement.getErrors();
    }

    private static String sql(Context context) {
        Statement statement = context.getStatement();
        return statement == null || statement.getSql() == null ? "" : statement.getSql();
    }

    /** Whoever waits in a transaction is waited for by builds. */
    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        switch (event) {
            case BEFORE_VALIDATE, BEFORE_CREATE_SCHEMA, BEFORE_MIGRATE ->
                guard.enter(context.getConfiguration(), context.getConnection());
            case BEFORE_EACH_MIGRATE -> guard.beforeEach(context.getConnection(), context.getMigrationInfo());
            case AFTER_EACH_MIGRATE -> guard.afterEach(false);
            case AFTER_EACH_MIGRATE_ERROR -> guard.afterEach(true);
            default -> guard.finish(context.getConnection());
        }
    }

    @Override
    public String getCallbackName() {
        return "CompositeIndex guard";
    }
}
