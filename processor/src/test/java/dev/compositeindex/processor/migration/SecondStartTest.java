package dev.compositeindex.processor.migration;

import static dev.compositeindex.processor.migration.LedgerTest.declared;
import static dev.compositeindex.processor.migration.Scripts.execute;
import static dev.compositeindex.processor.migration.Scripts.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Whole files, run by Flyway with the guard, and again as after a death before the history knew. */
@Tag("slow")
class SecondStartTest {
    private static final DeclaredIndex OLD = declared("T", "CREATE INDEX t_idx ON t (a)");
    private static final DeclaredIndex NEW = new DeclaredIndex(
            declared("T", "CREATE INDEX t_idx ON t (lower(b), a DESC) WITH (fillfactor=70)")
                    .statement(),
            "it's new",
            "T",
            "",
            false);
    private static final DeclaredIndex KEY = declared("T", "CREATE UNIQUE INDEX t_key ON t (a)");
    private static final DeclaredIndex RENAMED = declared("T", "CREATE UNIQUE INDEX renamed_key ON t (a)");
    private static final DeclaredIndex SET =
            declared("T", "CREATE UNIQUE INDEX renamed_key ON t (a) WITH (fillfactor=80) TABLESPACE pg_default");

    /** Each verb, in an order in which they lead to something. */
    private static final List<Migration> FILES = files();

    @TempDir
    private Path folder;

    private static List<Migration> files() {
        List<Migration> files = new ArrayList<>(
                Migrations.of(List.of(new Change.CreateIndex(KEY), new Change.CreateIndex(OLD)), Optional.empty()));
        files.addAll(Migrations.of(
                List.of(
                        new Change.RenameIndex(KEY, RENAMED),
                        new Change.AlterIndex(RENAMED, SET),
                        new Change.ReplaceIndex(OLD, NEW, TemporaryName.of(NEW, Set.of()), Set.of(new Table("", "t"))),
                        new Change.FollowRenaming(
                                new LedgerEntry.MoveColumn(new Table("", "t"), "x", "a"),
                                new Table("", "t"),
                                "a",
                                "T")),
                Optional.empty()));
        return files;
    }

    @ServerSource
    void nothingIsBuiltTwice(PostgresServer server) throws Exception {
        PGSimpleDataSource database = server.newDatabase();
        write();
        try (Connection connection = database.getConnection()) {
            for (int version = 1; version <= FILES.size() + 1; version++) {
                migrate(database, version);
                String indexes = indexes(connection);

                execute(connection, "DELETE FROM flyway_schema_history WHERE version = '" + version + "'");
                if (version > 1) {
                    migrate(database, version);
                    assertThat(indexes(connection)).as("version " + version).isEqualTo(indexes);
                } else {
                    execute(connection, "DROP TABLE t");
                    migrate(database, version);
                }
            }
            assertFinalState(connection);
        }
    }

    /** No privilege but to own the table and to create in its schema. */
    @ServerSource
    void theTablesOwnerMayDoAllOfIt(PostgresServer server) throws Exception {
        for (boolean guarded : new boolean[] {true, false}) {
            PGSimpleDataSource database = server.newDatabase();
            write();
            try (Connection connection = database.getConnection()) {
                execute(
                        connection,
                        "DO $$ BEGIN CREATE ROLE light_owner LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
                migrate(database, 1);
                execute(connection, "ALTER TABLE t OWNER TO light_owner");
                execute(connection, "ALTER TABLE flyway_schema_history OWNER TO light_owner");
                execute(connection, "GRANT CREATE ON SCHEMA public TO light_owner");
                execute(
                        connection,
                        "DO $$ BEGIN EXECUTE 'REVOKE TEMPORARY ON DATABASE ' || current_database() || ' FROM PUBLIC'; END $$");
                if (guarded) {
                    Flyway.configure()
                            .dataSource(database.getUrl(), "light_owner", "")
                            .locations("filesystem:" + folder)
                            .load()
                            .migrate();
                } else {
                    try (Connection owner = DriverManager.getConnection(database.getUrl(), "light_owner", "")) {
                        for (Migration file : FILES) {
                            Scripts.run(owner, file);
                        }
                    }
                }
                assertFinalState(connection);
            }
        }
    }

    private static void assertFinalState(Connection connection) throws SQLException {
        assertThat(query(connection, "SELECT pg_get_indexdef('t_idx'::regclass)"))
                .contains("lower(b)", "fillfactor='70'");
        assertThat(query(connection, "SELECT obj_description('t_idx'::regclass)"))
                .isEqualTo("it's new");
        assertThat(query(connection, "SELECT pg_get_indexdef('renamed_key'::regclass)"))
                .contains("UNIQUE", "fillfactor='80'");
        assertThat(query(connection, "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                .isEqualTo("2");
    }

    private void write() throws IOException {
        Files.writeString(folder.resolve("V1__table.sql"), "CREATE TABLE t (a int, b text);");
        for (int i = 0; i < FILES.size(); i++) {
            String name = FILES.get(i).fileName(new Version(Integer.toString(i + 2)));
            for (MigrationFile file : FILES.get(i).files(name)) {
                Files.writeString(folder.resolve(file.name()), file.text());
            }
        }
    }

    private void migrate(PGSimpleDataSource database, int version) {
        Flyway.configure()
                .dataSource(database)
                .locations("filesystem:" + folder)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(Integer.toString(version))
                .load()
                .migrate();
    }

    /** Names, identities and comments. A tablespace is reached by building anew, so that one has another identity. */
    private static String indexes(Connection connection) throws SQLException {
        return query(
                connection,
                "SELECT coalesce(string_agg(concat_ws(' ', CASE WHEN relname <> 'renamed_key' THEN indexrelid END, relname,"
                        + " indisvalid, obj_description(indexrelid)), ', ' ORDER BY relname), '')"
                        + " FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE indrelid = 't'::regclass");
    }
}
