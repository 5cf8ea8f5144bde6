package dev.compositeindex.processor.migration;

import static dev.compositeindex.processor.migration.Scripts.execute;
import static dev.compositeindex.processor.migration.Scripts.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;

/** The scripts for changed, renamed and dropped indexes where things are not as they were planned. */
@Tag("slow")
class ReplacementTest {
    private static final DeclaredIndex OLD = LedgerTest.declared("T", "CREATE INDEX t_idx ON t (a)");
    private static final DeclaredIndex NEW =
            LedgerTest.declared("T", "CREATE INDEX t_idx ON t (lower(b), a DESC) WHERE t.a IN (1, 2)");
    private static final String TEMPORARY = TemporaryName.of(NEW, Set.of());
    private static final List<Step> STEPS = replace(OLD, NEW, TEMPORARY);
    private static final Step CREATE = STEPS.get(0);
    private static final Step SWAP = STEPS.get(1);
    private static final Step DROP = STEPS.get(2);

    @ServerSource
    void namesAreNotSwappedBack(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            run(connection, CREATE, SWAP, CREATE, SWAP, SWAP);
            assertThat(definition(connection, "t_idx")).contains("lower(b)");
            assertThat(definition(connection, TEMPORARY)).contains("(a)");
            run(connection, DROP, DROP);
            assertThat(definition(connection, "t_idx")).contains("lower(b)");
            assertThat(count(connection)).isOne();
        }
    }

    @ServerSource
    void theNameIsNeverWithoutAnIndex(PostgresServer server) throws Exception {
        var database = server.newDatabase();
        try (Connection connection = database.getConnection();
                Connection other = database.getConnection()) {
            prepare(connection);
            ExecutorService watching = Executors.newSingleThreadExecutor();
            AtomicBoolean stop = new AtomicBoolean();
            try {
                Future<Integer> looks = watching.submit(() -> {
                    int found = 0;
                    while (!stop.get()) {
                        // Not its definition: between name and definition the old index may be dropped.
                        assertThat(query(other, "SELECT to_regclass('t_idx')")).isNotNull();
                        found++;
                    }
                    return found;
                });
                for (int i = 0; i < 20; i++) {
                    run(connection, CREATE, SWAP, DROP);
                    run(connection, replace(NEW, OLD, TEMPORARY).toArray(Step[]::new));
                }
                stop.set(true);
                assertThat(looks.get()).isGreaterThan(20);
            } finally {
                stop.set(true);
                watching.shutdownNow();
            }
        }
    }

    @ServerSource
    void withoutTheNewOneNothingIsSwapped(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            assertThatThrownBy(() -> run(connection, SWAP))
                    .hasMessageContaining("index t_idx on t was not replaced: neither it nor " + TEMPORARY
                            + " is valid and has the new definition")
                    .hasMessageContaining("CREATE INDEX CONCURRENTLY IF NOT EXISTS " + TEMPORARY
                            + " ON t (lower(b), a DESC) WHERE t.a IN (1, 2)");
            execute(connection, "CREATE INDEX " + TEMPORARY + " ON t (a, b)");
            assertThatThrownBy(() -> run(connection, SWAP)).hasMessageContaining("was not replaced");
            assertThat(definition(connection, "t_idx")).endsWith("(a)");
        }
    }

    @ServerSource
    void anInvalidOneDoesNotGetTheName(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            run(connection, CREATE);
            execute(
                    connection,
                    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + TEMPORARY + "'::regclass");
            assertThatThrownBy(() -> run(connection, SWAP)).hasMessageContaining("was not replaced");
            assertThat(definition(connection, "t_idx")).endsWith("(a)");
        }
    }

    /** The column went, and the index with it; or the table. */
    @ServerSource
    void theOldOneMayBeGone(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "DROP INDEX t_idx");
            run(connection, CREATE, CREATE, SWAP, SWAP, DROP, DROP);
            assertThat(definition(connection, "t_idx")).contains("lower(b)");
            assertThat(count(connection)).isOne();
        }
    }

    @ServerSource
    void aSwapKnowsTheSchemaOfTheTable(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "CREATE SCHEMA first");
            execute(connection, "SET search_path = first, public");
            execute(connection, "CREATE TABLE other (a int)");
            execute(connection, "CREATE INDEX t_idx ON other (a)");
            run(connection, CREATE, SWAP);
            assertThat(definition(connection, "public.t_idx")).contains("lower(b)");
            assertThat(definition(connection, "first.t_idx")).contains("first.other");
        }
    }

    /** A table called text would make the server read a cast to text as one to the table's row. */
    @ServerSource
    void aTableMayBeCalledLikeAType(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "CREATE TABLE text (a int, b text)");
            DeclaredIndex before = LedgerTest.declared("Text", "CREATE INDEX b_idx ON text (a)");
            DeclaredIndex after = LedgerTest.declared(
                    "Text", "CREATE INDEX b_idx ON text (a) WHERE b = 'x'::pg_catalog.text OR a::text = '1'");
            execute(connection, before.statement().definition());
            Step[] steps = replace(before, after, "b_idx_new").toArray(Step[]::new);
            run(connection, steps);
            run(connection, steps);
            assertThat(definition(connection, "b_idx")).contains("WHERE");
        }
    }

    @ServerSource
    void aRenamingOfNothingFails(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            Step rename = MigrationText.rename(OLD, OLD.withName("u_idx"));
            execute(connection, "DROP INDEX t_idx");
            assertThatThrownBy(() -> run(connection, rename))
                    .hasMessageContaining("index u_idx on t was not renamed: it does not exist")
                    .hasMessageContaining(
                            "Neither t_idx nor u_idx is the index. Build it: CREATE INDEX CONCURRENTLY IF NOT EXISTS u_idx ON t (");
        }
    }

    /** Nor in a second run, which finds the right one renamed already. */
    @ServerSource
    void anotherIndexOfThatNameIsNotRenamed(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            Step rename = MigrationText.rename(OLD, OLD.withName("u_idx"));
            run(connection, rename, rename);
            execute(connection, "CREATE SCHEMA first");
            execute(connection, "SET search_path = first, public");
            execute(connection, "CREATE TABLE other (a int)");
            execute(connection, "CREATE INDEX t_idx ON other (a)");
            assertThatThrownBy(() -> run(connection, rename))
                    .hasMessageContaining(
                            "index t_idx was not renamed: in the search path the name leads to another relation");
            assertThat(definition(connection, "first.t_idx")).contains("first.other");
            assertThat(definition(connection, "public.u_idx")).contains("public.t");
        }
    }

    @ServerSource
    void anotherIndexOfThatNameIsNotDropped(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "CREATE SCHEMA first");
            execute(connection, "SET search_path = first, public");
            execute(connection, "CREATE TABLE other (a int)");
            execute(connection, "CREATE INDEX t_idx ON other (a)");
            assertThatThrownBy(() -> run(connection, drop(OLD)))
                    .hasMessageContaining(
                            "index t_idx was not dropped: in the search path the name leads to another relation");
            assertThat(definition(connection, "first.t_idx")).contains("first.other");
        }
    }

    /** Two classes of one table, one with its schema and one without; then one of them goes. */
    @ServerSource
    void anIndexThatIsStillDeclaredIsNotDropped(PostgresServer server) throws SQLException {
        DeclaredIndex kept = LedgerTest.declared("S", "CREATE INDEX t_idx ON public.t (a)");
        Step[] drop =
                MigrationPlanner.plan(LedgerTest.ledger(List.of(OLD, kept)), List.of(kept))
                        .value()
                        .orElseThrow()
                        .stream()
                        .flatMap(change -> change.steps().stream())
                        .toArray(Step[]::new);
        assertThat(drop).hasSize(1);
        try (Connection connection = table(server)) {
            assertThatThrownBy(() -> run(connection, drop))
                    .hasMessageContaining(
                            "index t_idx was not dropped: in the search path the name leads to another relation");
            assertThat(count(connection)).isOne();
            execute(connection, "CREATE SCHEMA first");
            execute(connection, "SET search_path = first, public");
            execute(connection, "CREATE TABLE t (a int)");
            execute(connection, "CREATE INDEX t_idx ON t (a)");
            run(connection, drop);
            assertThat(query(connection, "SELECT to_regclass('first.t_idx')")).isNull();
            assertThat(definition(connection, "public.t_idx")).contains("public.t");
            // The name leads to the other one now.
            assertThatThrownBy(() -> run(connection, drop)).hasMessageContaining("index t_idx was not dropped");
        }
    }

    /** Logical replication would go on without updates and deletes. */
    @ServerSource
    void aReplicaIdentityIsNotDropped(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            DeclaredIndex unique = LedgerTest.declared("T", "CREATE UNIQUE INDEX t_key ON t (a)");
            execute(connection, "ALTER TABLE t ALTER a SET NOT NULL");
            execute(connection, unique.statement().definition());
            execute(connection, "ALTER TABLE t REPLICA IDENTITY USING INDEX t_key");

            assertThatThrownBy(() -> run(connection, drop(unique)))
                    .hasMessageContaining("index t_key was not dropped: it is the replica identity of its table");
            execute(connection, "ALTER TABLE t REPLICA IDENTITY DEFAULT");
            run(connection, drop(unique), drop(unique));
            assertThat(count(connection)).isOne();
        }
    }

    @ServerSource
    void anIndexGoesWithItsTable(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "DROP TABLE t");
            run(connection, drop(OLD));
        }
    }

    /** What bore the name on the old table is dropped, and running all again drops what was built on the new one. */
    @ServerSource
    void anIndexMayMoveToAnotherTable(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "CREATE TABLE u (a int)");
            DeclaredIndex moved = LedgerTest.declared("U", "CREATE INDEX t_idx ON u (a)");
            Step[] steps = replace(OLD, moved, "t_idx_new").toArray(Step[]::new);
            run(connection, steps);
            assertThat(definition(connection, "t_idx")).contains("public.u");
            assertThat(count(connection)).isZero();
            run(connection, steps);
            assertThat(definition(connection, "t_idx")).contains("public.u");
            assertThat(query(connection, "SELECT to_regclass('t_idx_new')")).isNull();
        }
    }

    private static List<Step> replace(DeclaredIndex from, DeclaredIndex to, String temporary) {
        return new Change.ReplaceIndex(
                        from, to, temporary, Set.of(from.statement().table()))
                .steps();
    }

    private static Step drop(DeclaredIndex index) {
        return new Change.DropIndex(index, Set.of(index.statement().table()), Set.of())
                .steps()
                .get(0);
    }

    private static Connection table(PostgresServer server) throws SQLException {
        Connection connection = server.newDatabase().getConnection();
        prepare(connection);
        return connection;
    }

    private static void prepare(Connection connection) throws SQLException {
        execute(connection, "CREATE TABLE t (a int, b text)");
        execute(connection, OLD.statement().definition());
    }

    private static void run(Connection connection, Step... steps) throws SQLException {
        for (Step step : steps) {
            Scripts.run(connection, step);
        }
    }

    private static String definition(Connection connection, String index) throws SQLException {
        return query(connection, "SELECT pg_get_indexdef('" + index + "'::regclass)");
    }

    private static int count(Connection connection) throws SQLException {
        return Integer.parseInt(query(connection, "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"));
    }
}
