package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * A way to configure Flyway or its database.
 *
 * @param name for people
 * @param prepare statements that make the database ready; {@code $database} is its name
 * @param configure applied to a configuration that has only a data source
 * @param schema where the tables and indexes are afterwards
 */
record Setting(String name, List<String> prepare, UnaryOperator<FluentConfiguration> configure, String schema) {

    static Setting of(String name, UnaryOperator<FluentConfiguration> configure) {
        return new Setting(name, List.of(), configure, "public");
    }

    Setting in(String where) {
        return new Setting(name, prepare, configure, where);
    }

    Setting after(String... statements) {
        return new Setting(name, List.of(statements), configure, schema);
    }

    Database database(PostgresServer server) {
        Database database = Database.empty(server);
        String current = database.query("SELECT current_database()");
        for (String statement : prepare) {
            database.run(statement.replace("$database", current));
        }
        return database;
    }

    Flyway flyway(Database database) {
        return flyway(database, Setting.class.getClassLoader());
    }

    /** The same with a class path that has more on it. */
    Flyway flyway(Database database, ClassLoader classPath) {
        return configure
                .apply(Flyway.configure(classPath).dataSource(database.copy()))
                .load();
    }

    /** Two instances start at once on an empty database, and one again later. Nothing of them stays. */
    void assertStarts(PostgresServer server) throws ExecutionException, InterruptedException {
        Database database = database(server);

        assertThat(Instances.migrate(2, () -> flyway(database))).isEqualTo(4);
        database.assertMigrated(schema);
        assertThat(flyway(database).migrate().migrationsExecuted).isZero();
        database.awaitNobody();
    }

    @Override
    public String toString() {
        return name;
    }
}
