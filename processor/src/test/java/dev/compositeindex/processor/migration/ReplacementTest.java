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
import java.util.Optional;
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
    private static final List<Migration> STEPS = replace(OLD, NEW, TEMPORARY);
    private static final Migration REPLACE = STEPS.get(0);
    private static final Migration DROP = STEPS.get(1);

    @ServerSource
    void namesAreNotSwappedBack(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            run(connection, REPLACE, REPLACE);
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
                    run(connection, REPLACE, DROP);
                    run(connection, replace(NEW, OLD, TEMPORARY).toArray(Migration[]::new));
                }
                stop.set(true);
                assertThat(looks.get()).isGreaterThan(20);
            } finally {
                stop.set(true);
                watching.shutdownNow();
            }
        }
    }

    /** What is not valid neither gets the name, nor leaves the history saying success. */
    @ServerSource
    void anInvalidOneDoesNotGetTheName(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            Scripts.run(connection, REPLACE, 2);
            execute(
                    connection,
                    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + TEMPORARY + "'::regclass");
            assertThatThrownBy(() -> run(connection, REPLACE))
                    .hasMessageContaining("not as recorded: " + TEMPORARY + " is INVALID")
                    .hasMessageContaining("DROP INDEX CONCURRENTLY");
            assertThat(definition(connection, "t_idx")).endsWith("(a)");
        }
    }

    /** Nor does a second run say that all is well if the new index is gone meanwhile. */
    @ServerSource
    void aSecondRunMissesTheNewOne(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            run(connection, REPLACE);
            execute(connection, "DROP INDEX t_idx");
            assertThatThrownBy(() -> run(connection, REPLACE)).hasMessageContaining("t_idx would not be valid");
            assertThat(definition(connection, TEMPORARY)).endsWith("(a)");
        }
    }

    /** What is replaced may have been left by a dead build, and is no less replaced for that in a second run. */
    @ServerSource
    void anInvalidOneIsReplaced(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't_idx'::regclass");
            run(connection, REPLACE, REPLACE, DROP, DROP);
            assertThat(definition(connection, "t_idx")).contains("lower(b)");
            assertThat(count(connection)).isOne();
        }
    }

    /** The column went, and the index with it; or the table. */
    @ServerSource
    void theOldOneMayBeGone(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "DROP INDEX t_idx");
            run(connection, REPLACE, REPLACE, DROP, DROP);
            assertThat(definition(connection, "t_idx")).contains("lower(b)");
            assertThat(count(connection)).isOne();
        }
    }

    /** What somebody else's table has under the name is neither renamed nor marked. */
    @ServerSource
    void anotherIndexOfThatNameIsNotReplaced(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "DROP INDEX t_idx");
            execute(connection, "CREATE TABLE other (a int)");
            execute(connection, "CREATE INDEX t_idx ON other (a)");
            assertThatThrownBy(() -> run(connection, REPLACE)).hasMessageContaining("\"t_idx\" already exists");
            assertThat(definition(connection, "t_idx")).contains("public.other");
            assertThat(query(connection, "SELECT obj_description('t_idx'::regclass)"))
                    .isNull();
        }
    }

    @ServerSource
    void aSwapKnowsTheSchemaOfTheTable(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            execute(connection, "CREATE SCHEMA first");
            execute(connection, "SET search_path = first, public");
            execute(connection, "CREATE TABLE other (a int)");
            execute(connection, "CREATE INDEX t_idx ON other (a)");
            run(connection, REPLACE);
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
            Migration[] steps = replace(before, after, "b_idx_swap").toArray(Migration[]::new);
            run(connection, steps);
            run(connection, steps);
            assertThat(definition(connection, "b_idx")).contains("WHERE");
        }
    }

    @ServerSource
    void aRenamingOfNothingFails(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            Migration rename = Scripts.of(new Section.Rename(OLD, OLD.withName("u_idx")));
            execute(connection, "DROP INDEX t_idx");
            assertThatThrownBy(() -> run(connection, rename))
                    .hasMessageContaining("not as recorded: u_idx does not exist")
                    .hasMessageContaining("What does not exist: build it as its header says");
        }
    }

    /** Nor in a second run, which finds the right one renamed already. */
    @ServerSource
    void anotherIndexOfThatNameIsNotRenamed(PostgresServer server) throws SQLException {
        try (Connection connection = table(server)) {
            Migration rename = Scripts.of(new Section.Rename(OLD, OLD.withName("u_idx")));
            run(connection, rename, rename);
            execute(connection, "CREATE SCHEMA first");
            execute(connection, "SET search_path = first, public");
            execute(connection, "CREATE TABLE other (a int)");
            execute(connection, "CREATE INDEX t_idx ON other (a)");
            assertThatThrownBy(() -> run(connection, rename))
                    .hasMessageContaining("nothing was changed: in the search path t_idx leads to another relation");
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
                    .hasMessageContaining("nothing was dropped: in the search path t_idx leads to another relation");
            assertThat(definition(connection, "first.t_idx")).contains("first.other");
        }
    }

    /** Two classes of one table, one with its schema and one without; then one of them goes. */
    @ServerSource
    void anIndexThatIsStillDeclaredIsNotDropped(PostgresServer server) throws SQLException {
        DeclaredIndex kept = LedgerTest.declared("S", "CREATE INDEX t_idx ON public.t (a)");
        Migration[] drop = Migrations.of(
                        MigrationPlanner.plan(LedgerTest.ledger(List.of(OLD, kept)), List.of(kept))
                                .value()
                                .orElseThrow(),
                        Optional.empty())
                .toArray(Migration[]::new);
        assertThat(drop).hasSize(1);
        try (Connection connection = table(server)) {
            assertThatThrownBy(() -> run(connection, drop))
                    .hasMessageContaining("nothing was dropped: in the search path t_idx leads to another relation");
            assertThat(count(connection)).isOne();
            execute(connection, "CREATE SCHEMA first");
            execute(connection, "SET search_path = first, public");
            execute(connection, "CREATE TABLE t (a int)");
            execute(connection, "CREATE INDEX t_idx ON t (a)");
            run(connection, drop);
            assertThat(query(connection, "SELECT to_regclass('first.t_idx')")).isNull();
            assertThat(definition(connection, "public.t_idx")).contains("public.t");
            // The name leads to the other one now.
            assertThatThrownBy(() -> run(connection, drop))
                    .hasMessageContaining("nothing was dropped: in the search path t_idx leads to another");
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
                    .hasMessageContaining("t_key is the replica identity of its table");
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
            Migration[] steps = replace(OLD, moved, "t_idx_swap").toArray(Migration[]::new);
            run(connection, steps);
            assertThat(definition(connection, "t_idx")).contains("public.u");
            assertThat(count(connection)).isZero();
            run(connection, steps);
            assertThat(definition(connection, "t_idx")).contains("public.u");
            assertThat(query(connection, "SELECT to_regclass('t_idx_swap')")).isNull();
        }
    }

    private static List<Migration> replace(DeclaredIndex from, DeclaredIndex to, String temporary) {
        return Migrations.of(
                List.of(new Change.ReplaceIndex(
                        from, to, temporary, Set.of(from.statement().table()))),
                Optional.empty());
    }

    private static Migration drop(DeclaredIndex index) {
        return Scripts.of(new Section.Drop(index, Set.of(index.statement().table()), Set.of()));
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

    private static void run(Connection connection, Migration... steps) throws SQLException {
        for (Migration step : steps) {
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
