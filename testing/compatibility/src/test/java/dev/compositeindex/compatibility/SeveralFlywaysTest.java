package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Timeout;

/** One application, several {@code Flyway} objects; or one of them, used several times. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SeveralFlywaysTest {

    private static final List<String> TENANTS = List.of("tenant_a", "tenant_b", "Tenant C");

    @ServerSource
    void aCopiedConfigurationHasOneGuard(PostgresServer server) {
        Database database = Database.empty(server);
        Flyway first = Flyway.configure().dataSource(database.copy()).load();
        first.info();
        Flyway copy = Flyway.configure().configuration(first.getConfiguration()).load();
        Flyway copyOfCopy = new Flyway(copy.getConfiguration());

        for (Flyway flyway : List.of(first, copy, copyOfCopy)) {
            flyway.info();
            assertThat(flyway.getConfiguration().getCallbacks())
                    .extracting(callback -> callback.getClass().getName())
                    .containsExactly("dev.compositeindex.guard.GuardCallback");
        }
        assertThat(copyOfCopy.migrate().migrationsExecuted).isEqualTo(4);
        assertThat(first.migrate().migrationsExecuted).isZero();
        database.assertMigrated();
        database.awaitNobody();
    }

    @ServerSource
    void oneObjectByTwoThreads(PostgresServer server) throws Exception {
        Database database = Database.empty(server);
        Flyway flyway = Flyway.configure().dataSource(database.copy()).load();

        assertThat(Instances.migrate(2, () -> flyway)).isEqualTo(4);
        assertThat(flyway.migrate().migrationsExecuted).isZero();

        database.assertMigrated();
        database.awaitNobody();
    }

    @ServerSource
    void oneObjectAfterAFailure(PostgresServer server) {
        Database database = Database.empty(server);
        Flyway flyway = Flyway.configure().dataSource(database.copy()).load();
        Flyway.configure().dataSource(database.copy()).target("1").load().migrate();
        database.run(
                "INSERT INTO learning_course (title, is_published, difficulty_level) VALUES ('course 1', true, 'easy')");
        assertThatThrownBy(flyway::migrate).hasMessageContaining("could not create unique index");
        database.run("DELETE FROM learning_course WHERE id > 100");

        flyway.migrate();

        database.assertMigrated();
        database.awaitNobody();
    }

    @ServerSource
    void tenantsOneAfterTheOther(PostgresServer server) {
        Database database = Database.empty(server);

        for (String tenant : TENANTS) {
            assertThat(flyway(database, tenant).migrate().migrationsExecuted).isEqualTo(4);
        }

        TENANTS.forEach(database::assertMigrated);
        database.awaitNobody();
    }

    /** Builds in one database wait for each other's snapshots, but never in a circle. */
    @ServerSource
    void tenantsAtOnceInTwoInstances(PostgresServer server) throws Exception {
        Database database = Database.empty(server);
        Iterator<String> tenants =
                Stream.concat(TENANTS.stream(), TENANTS.stream()).iterator();

        assertThat(Instances.migrate(2 * TENANTS.size(), () -> flyway(database, tenants.next())))
                .isEqualTo(4 * TENANTS.size());

        TENANTS.forEach(database::assertMigrated);
        database.awaitNobody();
    }

    @ServerSource
    void historyTablesOfOneSchema(PostgresServer server) throws Exception {
        Database database = Database.empty(server);
        AtomicInteger next = new AtomicInteger();

        assertThat(Instances.migrate(4, () -> {
                    FluentConfiguration flyway = Flyway.configure()
                            .dataSource(database.copy())
                            .baselineOnMigrate(true)
                            .baselineVersion("0");
                    return (next.getAndIncrement() % 2 == 0
                                    ? flyway
                                    : flyway.table("billing_history").locations("classpath:billing"))
                            .load();
                }))
                .isEqualTo(6);

        database.assertMigrated();
        database.awaitNobody();
    }

    /** A migration that migrates something else first, and fails in that the first time. */
    @ServerSource
    void oneInsideOfAnother(PostgresServer server) {
        Database database = Database.empty(server);
        AtomicInteger failures = new AtomicInteger();
        Flyway outer = Flyway.configure()
                .dataSource(database.copy())
                .javaMigrations(new Between(connection -> {
                    Flyway billing = Flyway.configure()
                            .dataSource(database.copy())
                            .schemas("inner")
                            .locations("classpath:billing")
                            .load();
                    if (failures.getAndIncrement() == 0) {
                        database.run("CREATE SCHEMA billing");
                        assertThatThrownBy(billing::migrate).hasMessageContaining("already exists");
                        database.run("DROP SCHEMA billing");
                    }
                    billing.migrate();
                }))
                .load();

        assertThat(outer.migrate().migrationsExecuted).isEqualTo(5);

        assertThat(Arrays.asList(
                        database.query("SELECT indisvalid FROM pg_index"
                                + " WHERE indexrelid = 'billing.invoice_number_idx'::regclass"),
                        database.query("SELECT count(*) FROM flyway_schema_history WHERE NOT success")))
                .containsExactly("t", "0");
        database.assertMigrated();
        database.awaitNobody();
    }

    private static Flyway flyway(Database database, String schema) {
        return Flyway.configure().dataSource(database.copy()).schemas(schema).load();
    }
}
