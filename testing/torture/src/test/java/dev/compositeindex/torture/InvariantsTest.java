package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each invariant fails when it is broken. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
class InvariantsTest {
    private static final String DATABASE = "broken";
    private static final int ROWS = 1_000;

    private static List<Application> applications;
    private static Bench.Servers servers;
    private static Databases databases;

    private Connection connection;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Workplace.empty("invariants");
        applications = Application.build(Story.RELEASES.subList(0, 2), folder.resolve("application"));
        servers = new Bench.Servers(folder, applications.get(0));
        databases = servers.of(PostgresServer.NEWEST);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void create() throws SQLException {
        databases.create(DATABASE, ROWS);
        Databases.migrate(databases.server().url(DATABASE, "test"), applications.get(1));
        connection = databases.server().connect(DATABASE);
    }

    @AfterEach
    void drop() throws SQLException {
        connection.close();
        databases.drop(DATABASE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "DROP INDEX item_open_idx | the index public.item_open_idx is not there",
                "CREATE INDEX item_open_idx_ccnew ON item (price) | there is an index public.item_open_idx_ccnew that nobody"
                        + " declares",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'item_open_idx'::regclass | the index item_open_idx is"
                        + " not valid",
                "UPDATE pg_index SET indislive = false WHERE indexrelid = 'item_pkey'::regclass | the index item_pkey is not valid",
                "ALTER INDEX item_open_idx SET (fillfactor = 50) | the index public.item_open_idx must be \"CREATE INDEX"
                        + " item_open_idx ON public.item USING btree (price) WHERE active\" and is \"CREATE INDEX item_open_idx ON"
                        + " public.item USING btree (price) WITH (fillfactor='50') WHERE active\"",
                "UPDATE flyway_schema_history SET success = false WHERE version = '2' | version 2 is in the history as failed",
                "DELETE FROM flyway_schema_history WHERE version = '3' | version 3 is not in the history",
                "UPDATE flyway_schema_history SET version = '99' WHERE version = '3' | version 3 is not in the history",
                "INSERT INTO flyway_schema_history SELECT 99, version, description, type, script, checksum, installed_by,"
                        + " installed_on, execution_time, success FROM flyway_schema_history WHERE version = '2' | version 2 is"
                        + " in the history 2 times",
                "SELECT pg_advisory_lock(1, 2) | a lock of torture on 1/2 is left behind",
            })
    void whatIsBrokenIsSeen(String breaking, String violation) throws SQLException {
        assertThat(Invariants.violations(connection, applications.get(1))).isEmpty();
        Sql.execute(connection, breaking);
        assertThat(Invariants.violations(connection, applications.get(1))).contains(violation);
    }

    @Test
    void aValidIndexThatIsBuiltAgainIsSeen() throws Exception {
        List<Release> releases =
                List.of(applications.get(1).release(), applications.get(1).release());
        try (Monitor monitor = new Monitor(databases.server(), DATABASE, name -> true)) {
            awaitLooks(monitor, 2);
            assertThat(Invariants.rebuilt(monitor, releases)).isEmpty();
            Sql.execute(connection, "REINDEX INDEX CONCURRENTLY item_code_key");
            awaitLooks(monitor, monitor.looks() + 2);
            assertThat(Invariants.rebuilt(monitor, releases))
                    .singleElement()
                    .asString()
                    .startsWith("the index public.item_code_key was built again although it was valid: ");
        }
    }

    @Test
    void aLostRowIsSeen() throws Exception {
        Writers writers = new Writers(databases.server(), DATABASE, ROWS, 2, Duration.ofMinutes(1));
        writers.start();
        while (writers.latencies().count() < 200) {
            Thread.onSpinWait();
        }
        writers.stop();
        assertThat(writers.failures()).isEmpty();
        assertThat(writers.lost(connection)).isEmpty();

        Sql.execute(connection, "DELETE FROM item WHERE id = (SELECT max(id) FROM item)");
        assertThat(writers.lost(connection))
                .anyMatch(lost -> lost.contains("was acknowledged with version"))
                .contains("the rows of item and of Entry, which are written together, are not the same");
        Sql.execute(connection, "DELETE FROM item WHERE id = 5");
        assertThat(writers.lost(connection)).contains("item had 1000 rows that nobody deletes; there are 999");
    }

    @Test
    void aWriterThatWaitsTooLongIsSeen() throws Exception {
        Writers writers = new Writers(databases.server(), DATABASE, ROWS, 1, Duration.ofMillis(300));
        writers.start();
        while (writers.latencies().count() < 10) {
            Thread.onSpinWait();
        }
        Sql.execute(connection, "BEGIN; LOCK TABLE item; SELECT pg_sleep(0.5); COMMIT");
        while (writers.failures().isEmpty()) {
            Thread.onSpinWait();
        }
        writers.stop();
        assertThat(writers.failures()).first().asString().contains("a write took ");
    }

    private static void awaitLooks(Monitor monitor, int looks) throws InterruptedException {
        while (monitor.looks() < looks) {
            monitor.awaitLook();
        }
    }
}
