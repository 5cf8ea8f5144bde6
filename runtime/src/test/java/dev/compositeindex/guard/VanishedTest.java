package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Network;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A machine that vanishes closes no connection. What it held is free again after a minute, not after hours. */
class VanishedTest {
    private static final String LOCKS = "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database()))";

    @TempDir
    private Path folder;

    @ServerSource
    void ourSessionEndsWhenNobodyFeedsIt(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder);
                Network network = new Network(project.database());
                Connection main = project.database().getConnection()) {
            PGSimpleDataSource through = network.to(project.database());
            OwnSession own = OwnSession.open(through, main, Project.process(main), Duration.ofSeconds(3))
                    .orElseThrow();
            HistoryTable history = new HistoryTable("public", "flyway_schema_history");
            assertThat(own.holderOf(AdvisoryLock.toMigrate(history), history)).isEmpty();
            assertThat(project.query("SELECT " + LOCKS)).isEqualTo("1");

            network.silence(Integer.parseInt(
                    project.query("SELECT client_port FROM pg_stat_activity WHERE pid = " + own.process())));

            project.await("SELECT " + LOCKS + " = 0");
        }
    }

    @ServerSource
    void itIsGivenAMinute(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder);
                Connection main = project.database().getConnection()) {
            try (OwnSession own = OwnSession.open(project.database(), main, Project.process(main))
                    .orElseThrow()) {
                assertThat(Sql.text(own.connection(), "SHOW idle_session_timeout"))
                        .isEqualTo("1min");
            }
        }
    }

    @ServerSource
    void theServerAsksWhetherFlywaysMachineIsThere(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder);
                Connection main = project.database().getConnection()) {
            String keepalives = "SELECT string_agg(setting, ' ' ORDER BY name) FROM pg_settings WHERE name ~ '^tcp_'";
            Arrival.of(project.flyway(), main);
            assertThat(Sql.text(main, keepalives)).isEqualTo("3 30 10 60000");

            project.script(
                    "V2__create_course_idx.sql",
                    "create course_idx",
                    Project.PLAIN,
                    "CREATE TABLE seen AS " + keepalives
                            + "; CREATE INDEX CONCURRENTLY IF NOT EXISTS course_idx ON course (level)");
            project.migrate();
            assertThat(project.query("SELECT * FROM seen")).isEqualTo("3 30 10 60000");
        }
    }

    @ServerSource
    void whoeverWaitsIsToldWhatEndsTheHolder(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            Connection holder = project.session();
            Project.lock(new AdvisoryLock(1, 2), holder);
            Connection other = project.session();

            assertThat(Sessions.holder(other, 1, 2, 2))
                    .isEqualTo("process " + Project.process(holder) + " (PostgreSQL JDBC Driver, 127.0.0.1)");
            assertThat(Sessions.holder(Duration.ZERO, other, 1, 2, 2))
                    .isEqualTo(
                            "process %1$d (PostgreSQL JDBC Driver, 127.0.0.1), idle for 0 min. If its instance is gone, this ends it: SELECT pg_catalog.pg_terminate_backend(%1$d)",
                            Project.process(holder));
        }
    }
}
