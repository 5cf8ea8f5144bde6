package dev.compositeindex.guard;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.extensibility.AppliedMigration;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.database.base.Table;
import org.flywaydb.core.internal.jdbc.StatementInterceptor;
import org.flywaydb.core.internal.schemahistory.SchemaHistory;
import org.flywaydb.core.internal.sqlscript.SqlStatement;

/**
 * What Flyway finds by itself, as a service. Of all kinds of plug-ins, every Flyway from 10 to 13 asks this one, before each
 * command and before it connects, whether it is configured. It is not, and intercepts nothing; but on that occasion it adds
 * {@link GuardCallback} to the callbacks that the application has.
 */
@SuppressWarnings("rawtypes") // as Flyway declares them
public final class GuardPlugin implements StatementInterceptor {

    @Override
    public boolean isConfigured(Configuration configuration) {
        if (configuration instanceof ClassicConfiguration classic
                && Settings.isGuardOn(configuration)
                && (SessionLock.use(configuration) || !isOfPostgres(configuration))) {
            MigrationGuard.begin();
            synchronized (classic) {
                add(classic);
            }
        }
        return false;
    }

    /** As far as the URL tells: others have no part of Flyway's that could be missing. */
    private static boolean isOfPostgres(Configuration configuration) {
        String url = configuration.getUrl();
        return url == null || url.startsWith("jdbc:postgresql:");
    }

    private static void add(ClassicConfiguration configuration) {
        List<Callback> callbacks = new ArrayList<>(List.of(configuration.getCallbacks()));
        if (callbacks.stream().noneMatch(GuardCallback.class::isInstance)) {
            callbacks.add(new GuardCallback());
            configuration.setCallbacks(callbacks.toArray(Callback[]::new));
        }
    }

    /** Flyway stops asking at the first one that is configured. */
    @Override
    public int getPriority() {
        return Integer.MAX_VALUE / 2;
    }

    @Override
    public void init(Configuration configuration, Database database, Table table) {}

    @Override
    public List<Callback> getCallbacks() {
        return List.of();
    }

    @Override
    public Connection createConnectionProxy(Connection connection) {
        return connection;
    }

    @Override
    public SchemaHistory getSchemaHistory(Configuration configuration, SchemaHistory history) {
        return history;
    }

    @Override
    public void schemaHistoryTableCreate(boolean baseline) {}

    @Override
    public void schemaHistoryTableInsert(AppliedMigration migration) {}

    @Override
    public void schemaHistoryTableDeleteFailed(Table table, AppliedMigration migration) {}

    @Override
    public void close() {}

    @Override
    public void sqlScript(LoadableResource resource) {}

    @Override
    public void scriptMigration(LoadableResource resource) {}

    @Override
    public void javaMigration(JavaMigration migration) {}

    @Override
    public void sqlStatement(SqlStatement statement) {}

    @Override
    public void interceptCommand(String command) {}

    @Override
    public void interceptStatement(String sql) {}

    @Override
    public void interceptPreparedStatement(String sql, Map<Integer, Object> parameters) {}

    @Override
    public void interceptCallableStatement(String sql) {}
}
