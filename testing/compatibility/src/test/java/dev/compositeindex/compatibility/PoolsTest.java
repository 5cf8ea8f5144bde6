package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flyway shares the application's pool. It gets every connection back, as it was. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolsTest {

    private static final String LOCKS =
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory'"
                    + " AND a.datname = current_database()";

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "2, false", "3, true", "10, true", "10, false"})
    void aPoolOfAnySize(int size, boolean autoCommit) throws Exception {
        Database database = Database.empty(PostgresServer.NEWEST);
        List<HikariDataSource> pools = new ArrayList<>();
        try {
            assertThat(Instances.migrate(2, () -> {
                        HikariDataSource pool = pool(database, size, autoCommit);
                        pools.add(pool);
                        return Flyway.configure().dataSource(pool).load();
                    }))
                    .isEqualTo(4);

            database.assertMigrated();
            for (HikariDataSource pool : pools) {
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            }
            database.await("SELECT (" + LOCKS + ") = 0");
        } finally {
            pools.forEach(HikariDataSource::close);
        }
    }

    /** Flyway's own connections, without a pool. */
    @ServerSource
    void urlAndUser(PostgresServer server) throws Exception {
        Database database = Database.empty(server);
        String url = database.dataSource().getUrl();
        String user = database.dataSource().getUser();

        assertThat(Instances.migrate(
                        2, () -> Flyway.configure().dataSource(url, user, "").load()))
                .isEqualTo(4);

        database.assertMigrated();
        database.awaitNobody();
    }

    private static HikariDataSource pool(Database database, int size, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.copy());
        config.setMaximumPoolSize(size);
        config.setAutoCommit(autoCommit);
        config.setConnectionTimeout(1_000);
        return new HikariDataSource(config);
    }
}
