package dev.compositeindex.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.processor.sql.SqlScript;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded unique index that meets equal keys in some database is given up. */
@Tag("slow")
class WithdrawTest {
    private static final String KEY = "@CompositeIndex(name = \"key_idx\", fields = \"slug\", unique = true)";
    private static final String OTHER_KEY = "@CompositeIndex(name = \"title_key\", fields = \"title\", unique = true)";
    private static final String PLAIN = KEY.replace(", unique = true", "");
    private static final String TITLE = "@CompositeIndex(name = \"title_idx\", fields = \"title\")";
    private static final String EQUAL_KEYS = "INSERT INTO course (slug) VALUES ('a'), ('a')";

    @TempDir
    private Path folder;

    private RecordedProject project;

    @BeforeEach
    void createProject() throws IOException {
        project = new RecordedProject(folder);
    }

    /** Where it was built, where it failed, where it was not tried yet, and where there is nothing. */
    @ServerSource
    void allDatabasesEndUpTheSame(PostgresServer server) throws Exception {
        DataSource good = tables(server, "SELECT 1");
        DataSource bad = tables(server, EQUAL_KEYS);
        DataSource late = tables(server, EQUAL_KEYS);
        project.record(TITLE, KEY, OTHER_KEY);
        String script = project.read("V2__create_key_idx_and_1_more.sql");
        migrate(good);
        assertThatThrownBy(() -> migrate(bad)).isInstanceOf(FlywayException.class);

        project.compile(TITLE, OTHER_KEY);
        Console console = project.run("record", "--withdraw", "key_idx");

        assertThat(console.code()).as(console.err()).isZero();
        assertThat(console.out()).contains("V2__create_key_idx_and_1_more.sql is not to build key_idx any more.");
        assertThat(project.read("V2__create_key_idx_and_1_more.sql")).isEqualTo(script);
        assertThat(project.scripts()).contains("V4__drop_key_idx.sql").hasSize(3);
        assertThat(project.run("check").code()).isZero();
        project.write("V5__later.sql", "CREATE TABLE later (id int);\n");
        List<DataSource> databases = List.of(good, bad, late, server.newDatabase());
        for (DataSource database : databases) {
            migrate(database);
            flyway(database).validate();
            assertThat(query(database, "SELECT version || success FROM flyway_schema_history ORDER BY installed_rank"))
                    .containsExactly("1true", "2true", "3true", "4true", "5true");
            assertThat(query(database, "SELECT indexname FROM pg_indexes WHERE tablename = 'course' ORDER BY 1"))
                    .containsExactly("title_idx", "title_key");
            assertThat(query(database, "SELECT tablename FROM pg_tables WHERE tablename = 'later'"))
                    .hasSize(1);
        }
        assertThat(project.run("record", "--withdraw", "key_idx").out()).startsWith("Nothing to record");
    }

    /** Not unique any more, under the same name. */
    @ServerSource
    void itMayBecomeAPlainOne(PostgresServer server) throws Exception {
        DataSource good = tables(server, "SELECT 1");
        DataSource bad = tables(server, EQUAL_KEYS);
        project.record(KEY);
        migrate(good);
        assertThatThrownBy(() -> migrate(bad)).isInstanceOf(FlywayException.class);
        project.record(PLAIN);

        assertThat(project.run("record", "--withdraw", "key_idx").code()).isZero();

        assertThat(project.run("check").code()).isZero();
        for (DataSource database : List.of(good, bad)) {
            migrate(database);
            assertThat(query(database, "SELECT indexdef FROM pg_indexes WHERE tablename = 'course'"))
                    .containsExactly("CREATE INDEX key_idx ON public.course USING btree (slug)");
        }
    }

    /** A plain one that was to become unique goes on as it was. */
    @ServerSource
    void aChangeMayBeGivenUp(PostgresServer server) throws Exception {
        DataSource good = tables(server, "SELECT 1");
        DataSource bad = tables(server, EQUAL_KEYS);
        project.record(PLAIN);
        migrate(good);
        migrate(bad);
        project.record(KEY);
        migrate(good);
        assertThatThrownBy(() -> migrate(bad)).isInstanceOf(FlywayException.class);

        project.compile(PLAIN);
        Console console = project.run("record", "--withdraw", "key_idx");

        assertThat(console.code()).as(console.err()).isZero();
        for (DataSource database : List.of(good, bad)) {
            migrate(database);
            assertThat(query(database, "SELECT indexdef FROM pg_indexes WHERE tablename = 'course'"))
                    .containsExactly("CREATE INDEX key_idx ON public.course USING btree (slug)");
        }
    }

    /** What the configuration says to do where nothing of ours is loaded: then the scripts run through. */
    @ServerSource
    void withoutTheGuardTwoStatementsDo(PostgresServer server) throws Exception {
        DataSource bad = tables(server, EQUAL_KEYS);
        project.record(TITLE, KEY);
        assertThatThrownBy(() -> migrate(bad)).isInstanceOf(FlywayException.class);
        project.compile(TITLE);
        project.run("record", "--withdraw", "key_idx");
        List<String> statements = project.read("V2__create_key_idx.sql.conf")
                .lines()
                .filter(line -> line.startsWith("#   "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(statements).hasSize(2);
        for (String statement : statements) {
            run(bad, statement);
        }

        try (Connection connection = bad.getConnection();
                Statement statement = connection.createStatement()) {
            for (String script : project.scripts()) {
                for (SqlScript.Piece piece : SqlScript.pieces(project.read(script))) {
                    if (!piece.isComment()) {
                        statement.execute(piece.text());
                    }
                }
            }
        }

        assertThat(query(bad, "SELECT indexname FROM pg_indexes WHERE tablename = 'course'"))
                .containsExactly("title_idx");
    }

    @Test
    void whatCannotBeWithdrawnIsTold() throws IOException {
        project.record(TITLE, KEY);

        assertThat(withdraw("x_idx")).contains("[CI061] \"x_idx\" cannot be withdrawn: no migration creates");
        assertThat(withdraw("title_idx")).contains("[CI061] title_idx cannot be withdrawn: it is not unique");
        assertThat(withdraw("key_idx")).contains("[CI061] key_idx cannot be withdrawn: com.acme.Course declares it.");
        assertThat(project.read("V2__create_key_idx.sql.conf")).doesNotContain("withdraw");
    }

    @Test
    void aDryRunWithdrawsNothing() throws IOException {
        project.record(TITLE, KEY);
        project.compile(TITLE);

        assertThat(project.run("record", "--withdraw", "key_idx", "--dry-run").out())
                .contains("V2__create_key_idx.sql is not to build key_idx any more.")
                .contains("1 migration and 1 withdrawal to record. Nothing was written.");
        assertThat(project.read("V2__create_key_idx.sql.conf")).doesNotContain("withdraw");
    }

    /** As after a merge. */
    @Test
    void aWithdrawnIndexThatIsDeclaredIsTold() throws IOException {
        project.record(TITLE, KEY);
        project.write(
                "V2__create_key_idx.sql.conf",
                project.read("V2__create_key_idx.sql.conf") + "# compositeindex: withdraw key_idx\n");

        assertThat(project.run("check").err())
                .startsWith(
                        "error: [CI061] V2__create_key_idx.sql.conf:1: key_idx is withdrawn here, but com.acme.Course "
                                + "declares it, and no migration drops it.");
    }

    private String withdraw(String index) {
        Console console = project.run("record", "--withdraw", index);
        assertThat(console.code()).isEqualTo(ExitCode.FAILED.number());
        return console.err();
    }

    private DataSource tables(PostgresServer server, String rows) throws Exception {
        DataSource database = server.newDatabase();
        migrate(database);
        run(database, rows);
        return database;
    }

    private Flyway flyway(DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .locations("filesystem:" + project.migrations())
                .load();
    }

    private void migrate(DataSource database) {
        flyway(database).migrate();
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(DataSource database, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
