package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.Pooler;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A pooler that shares sessions is refused before anything has happened; any other one is as good as none. */
class PoolerTest {
    private static final int TIMES = 20;

    @TempDir
    private Path folder;

    @ServerSource
    void oneOfTransactionsIsRefusedWithTheWayOut(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Pooler pooler = Pooler.ofTransactions(project.database())) {
            String settings = settings(project.database());

            assertThatThrownBy(() -> project.flyway()
                            .dataSource(pooler.dataSource())
                            .load()
                            .migrate())
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("a pooler that shares sessions between clients")
                    .hasMessageContaining("pool_mode=session: spring.flyway.url with Spring Boot");

            assertThat(project.history()).isEqualTo("1 true");
            assertThat(project.flags("course_idx")).isEmpty();
            assertThat(project.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                            + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isEqualTo("0");
            assertThat(settings(pooler.dataSource())).isEqualTo(settings);

            project.migrate();
            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
        }
    }

    @ServerSource
    void oneOfSessionsIsAsGoodAsNone(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN);
                Pooler pooler = Pooler.ofSessions(project.database());
                Log log = new Log("dev.compositeindex.guard")) {
            project.flyway().dataSource(pooler.dataSource()).load().migrate();

            assertThat(project.flags("course_idx")).isEqualTo("t,t,t");
            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
        }
    }

    @ServerSource
    void eachIsToldEachTime(PostgresServer server) throws Exception {
        PGSimpleDataSource database = server.newDatabase();
        int refused = 0;
        int accepted = 0;
        try (Pooler transactions = Pooler.ofTransactions(database);
                Pooler sessions = Pooler.ofSessions(database)) {
            for (int i = 0; i < TIMES; i++) {
                refused += isRefused(transactions.dataSource(), i) ? 1 : 0;
                accepted += isRefused(sessions.dataSource(), i) || isRefused(database, i) ? 0 : 1;
            }
        }
        assertThat(List.of(refused, accepted)).containsExactly(TIMES, TIMES);
    }

    /** Others keep some of the pooler's sessions busy, so that it hands out several. */
    private static boolean isRefused(PGSimpleDataSource database, int others) throws Exception {
        List<Connection> busy = new java.util.ArrayList<>();
        try (Connection main = database.getConnection()) {
            for (int i = 0; i < others % 4; i++) {
                Connection other = database.getConnection();
                busy.add(other);
                other.setAutoCommit(false);
                Sql.text(other, "SELECT 1");
            }
            int process = Integer.parseInt(Sql.text(main, "SELECT pg_backend_pid()"));
            Optional<OwnSession> own = OwnSession.open(database, main, process);
            own.ifPresent(OwnSession::close);
            return own.isEmpty();
        } catch (FlywayException e) {
            return true;
        } finally {
            for (Connection other : busy) {
                other.close();
            }
        }
    }

    private static String settings(PGSimpleDataSource database) throws Exception {
        try (Connection connection = database.getConnection()) {
            return Sql.text(
                    connection,
                    "SELECT string_agg(name || '=' || setting, ', ' ORDER BY name) FROM pg_settings"
                            + " WHERE name ~ '(_timeout|^tcp_|^client_min)' AND name <> 'tcp_keepalives_idle'");
        }
    }
}
