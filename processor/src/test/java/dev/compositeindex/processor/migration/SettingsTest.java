package dev.compositeindex.processor.migration;

import static dev.compositeindex.processor.migration.Scripts.execute;
import static dev.compositeindex.processor.migration.Scripts.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scripts for comments, storage parameters and tablespaces, on real servers. */
@Tag("slow")
class SettingsTest {
    private static final DeclaredIndex PLAIN = LedgerTest.declared("T", "CREATE INDEX t_idx ON t (a)");
    private static final DeclaredIndex SET = new DeclaredIndex(
            LedgerTest.declared("T", "CREATE INDEX t_idx ON t (a) WITH (deduplicate_items=off, fillfactor=70)")
                    .statement(),
            "why: it's \\ $$ ;\nbecause",
            "T",
            "",
            false);

    @ServerSource
    void settingsComeAndGoWithoutABuild(PostgresServer server) throws SQLException {
        try (Connection connection = server.newDatabase().getConnection()) {
            execute(connection, "CREATE TABLE t (a int)");
            Scripts.run(connection, Scripts.create(PLAIN));
            String oid = query(connection, "SELECT 't_idx'::regclass::oid");

            for (int i = 0; i < 2; i++) {
                Scripts.run(connection, Scripts.of(new Section.Alter(PLAIN, SET)));
                assertThat(settings(connection)).isEqualTo("{deduplicate_items=off,fillfactor=70}" + SET.comment());
            }
            for (int i = 0; i < 2; i++) {
                Scripts.run(connection, Scripts.of(new Section.Alter(SET, PLAIN)));
                assertThat(settings(connection)).isEmpty();
            }

            assertThat(query(connection, "SELECT 't_idx'::regclass::oid")).isEqualTo(oid);
        }
    }

    @ServerSource
    void aNewIndexHasItsSettings(PostgresServer server) throws SQLException {
        try (Connection connection = server.newDatabase().getConnection()) {
            execute(connection, "CREATE TABLE t (a int)");
            for (int i = 0; i < 2; i++) {
                Scripts.run(connection, Scripts.create(SET));
                assertThat(settings(connection)).isEqualTo("{deduplicate_items=off,fillfactor=70}" + SET.comment());
            }
        }
    }

    @ServerSource
    void anotherIndexOfThatNameIsNotTouched(PostgresServer server) throws SQLException {
        try (Connection connection = server.newDatabase().getConnection()) {
            execute(connection, "CREATE TABLE t (a int)");
            Scripts.run(connection, Scripts.create(PLAIN));
            execute(connection, "CREATE SCHEMA first");
            execute(connection, "CREATE TABLE first.u (a int)");
            execute(connection, "CREATE INDEX t_idx ON first.u (a)");
            execute(connection, "SET search_path = first, public");

            assertThatThrownBy(() -> Scripts.run(connection, Scripts.of(new Section.Alter(PLAIN, SET))))
                    .hasMessageContaining("nothing was changed: in the search path t_idx leads to another relation");
            Scripts.run(connection, Scripts.create(SET));
            assertThat(query(connection, "SELECT coalesce(obj_description('first.t_idx'::regclass), '')"))
                    .isEmpty();
            execute(connection, "SET search_path = public");
            assertThat(settings(connection)).isEqualTo(SET.comment());
        }
    }

    @ServerSource
    void anotherTablespaceIsReachedWithoutBlocking(PostgresServer server) throws SQLException {
        try (Connection connection = server.newDatabase().getConnection()) {
            String tablespace = tablespace(connection);
            execute(connection, "CREATE TABLE t (a int)");
            Scripts.run(connection, Scripts.create(PLAIN));
            DeclaredIndex moved = LedgerTest.declared("T", "CREATE INDEX t_idx ON t (a) TABLESPACE " + tablespace);
            Migration step = Scripts.of(new Section.Alter(PLAIN, moved));

            for (int i = 0; i < 2; i++) {
                Scripts.run(connection, step);
                assertThat(query(connection, """
                                SELECT s.spcname FROM pg_class c LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
                                 WHERE c.oid = 't_idx'::regclass""")).isEqualTo(tablespace.equals("pg_default") ? null : tablespace);
            }
            assertThat(query(connection, "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                    .isEqualTo("1");
            assertThat(step.configuration().orElseThrow()).contains("executeInTransaction=false");
            if (!tablespace.equals("pg_default")) {
                execute(connection, "DROP TABLE t");
                execute(connection, "DROP TABLESPACE " + tablespace);
            }
        }
    }

    /** No tablespace means any. */
    @Test
    void aTablespaceThatIsNoLongerDeclaredMovesNothing() {
        DeclaredIndex before = LedgerTest.declared("T", "CREATE INDEX t_idx ON t (a) TABLESPACE fast");

        Migration step = Scripts.of(new Section.Alter(before, PLAIN));

        assertThat(step.text()).doesNotContain("REINDEX").contains("-- definition: CREATE INDEX t_idx ON t (a)\n");
    }

    /** From 15 on a tablespace can be made without a directory of its own; before, the default one has to do. */
    private static String tablespace(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() < 15) {
            return "pg_default";
        }
        execute(connection, "SET allow_in_place_tablespaces = on");
        execute(connection, "CREATE TABLESPACE settings_test LOCATION ''");
        return "settings_test";
    }

    private static String settings(Connection connection) throws SQLException {
        return query(connection, """
                SELECT coalesce(reloptions::text, '') || coalesce(obj_description(oid, 'pg_class'), '') FROM pg_class WHERE oid = 't_idx'::regclass""");
    }
}
