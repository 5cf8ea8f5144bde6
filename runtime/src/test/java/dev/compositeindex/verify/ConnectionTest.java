package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.Proxies;
import dev.compositeindex.testing.ServerSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.postgresql.ds.PGSimpleDataSource;

/** The verifier leaves the connection, the session and the database as they were, and says why it cannot read them. */
@Tag("slow")
class ConnectionTest {

    private static final IndexDefinition PUBLISHED = IndexDefinition.builder("course_idx")
            .table("course")
            .key(IndexKey.column("level"))
            .where("is_published")
            .declaredBy("app.Course")
            .definition("CREATE INDEX course_idx ON course (level) WHERE is_published")
            .build();

    @ServerSource
    void nothingIsLeftBehind(PostgresServer server) throws SQLException {
        Database database = indexed(server);
        Set<String> relations = database.catalogue();
        try (Connection connection = database.dataSource().getConnection()) {
            // The session's own table of this name must not be mistaken for the real one, nor be lost.
            execute(connection, "CREATE TEMPORARY TABLE compositeindex_copy (a int)");
            String settings = settings(connection);

            assertThat(verify(connection, PUBLISHED).allValid()).isTrue();
            assertThat(verify(connection, PUBLISHED).allValid()).isTrue();

            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(settings(connection)).isEqualTo(settings);
            assertThat(text(connection, "SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()"))
                    .isEqualTo("1");
            execute(connection, "SELECT a FROM compositeindex_copy");
        }
        assertThat(database.catalogue()).containsAll(relations);
        assertThat(database.queryForText("SELECT count(*) FROM pg_class WHERE relname LIKE '%compositeindex%'"))
                .isEqualTo("0");
    }

    /** A server has few locks: thousands of partial indexes must not need thousands of them. */
    @ServerSource
    void noLockIsKeptThatIsNoLongerNeeded(PostgresServer server) throws SQLException {
        Database database = indexed(server);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            String locks = "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND relation >= 16384";

            assertThat(new Expectations(connection, Optional.empty()).of(Map.of(PUBLISHED, database.found(PUBLISHED))))
                    .extractingByKey(PUBLISHED)
                    .extracting(Expectation::predicate)
                    .isEqualTo(new Part.Known<>("is_published"));

            assertThat(text(connection, locks)).isEqualTo("0");
        }
    }

    /** A table of the session hides the real one from every query, and so from an index without a schema. */
    @ServerSource
    void aTemporaryTableOfTheNameDoesNotConfuse(PostgresServer server) throws SQLException {
        Database database = indexed(server);
        IndexDefinition inPublic = IndexDefinition.builder("course_idx")
                .table("public", "course")
                .key(IndexKey.column("level"))
                .where("is_published")
                .declaredBy("app.Course")
                .definition("CREATE INDEX course_idx ON public.course (level) WHERE is_published")
                .build();
        try (Connection connection = database.dataSource().getConnection()) {
            execute(connection, "CREATE TEMPORARY TABLE course (is_published text)");

            assertThat(verify(connection, inPublic).allValid()).isTrue();
            assertThat(verify(connection, PUBLISHED).verdicts().get(0).verdict())
                    .isEqualTo(Verdict.MISSING);
            execute(connection, "SELECT FROM course WHERE is_published = ''");
        }
    }

    /** Someone else's transaction goes on: what it did is neither committed nor lost, and the verifier sees it. */
    @ServerSource
    void aTransactionInProgressGoesOn(PostgresServer server) throws SQLException {
        Database database = Database.withCourses(server);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "CREATE INDEX course_idx ON course (level) WHERE is_published");
            execute(connection, "SET LOCAL lock_timeout = '3s'");

            assertThat(verify(connection, PUBLISHED).allValid()).isTrue();

            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(text(connection, "SHOW lock_timeout")).isEqualTo("3s");
            assertThat(database.verdict(PUBLISHED).verdict()).isEqualTo(Verdict.MISSING);
            connection.commit();
            assertThat(database.verdict(PUBLISHED).verdict()).isEqualTo(Verdict.VALID);
        }
    }

    /** What looks invalid to an old snapshot may be finished by now. */
    @ServerSource
    void anOldSnapshotMakesNoLeftover(PostgresServer server) throws SQLException {
        Database database = Database.withCourses(server);
        database.run("INSERT INTO course (id, slug, is_published, level) VALUES (1, '', true, ''), (2, '', true, '')");
        database.runFailing("CREATE UNIQUE INDEX CONCURRENTLY course_idx ON course (level) WHERE is_published");
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);

            assertThat(verify(connection, PUBLISHED).verdicts().get(0).describe())
                    .contains("building: whether someone is building it could not be seen this time");
        }
    }

    @ServerSource
    void poolsMayHaveAnyDefaults(PostgresServer server) throws SQLException {
        Database database = indexed(server);
        for (boolean autoCommit : new boolean[] {true, false}) {
            HikariConfig config = new HikariConfig();
            config.setDataSource(database.dataSource());
            config.setMaximumPoolSize(1);
            config.setAutoCommit(autoCommit);
            config.setReadOnly(autoCommit);
            config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
            try (HikariDataSource pool = new HikariDataSource(config)) {
                assertThat(IndexVerifier.of(pool)
                                .verify(() -> List.of(PUBLISHED))
                                .allValid())
                        .isTrue();
                try (Connection connection = pool.getConnection()) {
                    assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
                    assertThat(text(connection, "SHOW transaction_isolation")).isEqualTo("serializable");
                    assertThat(connection.isReadOnly()).isEqualTo(autoCommit);
                }
            }
        }
    }

    /** A role may have a default of its own, which a transaction of the verifier's own overrides. */
    @ServerSource
    void aRoleMayBeReadOnlyByDefault(PostgresServer server) {
        Database readOnly = Database.withSetting(indexed(server), "default_transaction_read_only=on");

        assertThat(readOnly.verify(PUBLISHED).allValid()).isTrue();
    }

    @ServerSource
    void aDatabaseThatIsNotThereIsNamed(PostgresServer server) {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl(server.newDatabase().getUrl().replaceAll("/test_\\d+", "/nowhere"));
        nowhere.setUser("postgres");

        assertThatThrownBy(() -> IndexVerifier.of(nowhere).verify(() -> List.of(PUBLISHED)))
                .isInstanceOf(IndexVerificationException.class)
                .hasMessage("The declared indexes could not be verified. Check the data source: it gives no connection."
                        + " The database says: FATAL: database \"nowhere\" does not exist");
    }

    @ServerSource
    void anEmptyRegistryNeedsNoDatabase(PostgresServer server) {
        assertThat(IndexVerifier.of(new PGSimpleDataSource()).verify(List::of).summary())
                .isEqualTo("indexes: 0 declared, 0 valid, 0 missing, 0 invalid, 0 drifted");
    }

    private static Database indexed(PostgresServer server) {
        return Database.withCourses(server).run("CREATE INDEX course_idx ON course (level) WHERE is_published");
    }

    /** Verifies over this connection, which stays open. */
    private static VerificationReport verify(Connection connection, IndexDefinition... indexes) {
        Connection unclosed = Proxies.of(
                Connection.class,
                (self, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
        DataSource dataSource = Proxies.of(DataSource.class, (self, method, arguments) -> unclosed);
        return IndexVerifier.of(dataSource).verify(() -> List.of(indexes));
    }

    private static String settings(Connection connection) throws SQLException {
        return text(
                connection,
                "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings"
                        // A language's own settings appear when it is first used; those of the server may change
                        // meanwhile.
                        + " WHERE name NOT LIKE 'plpgsql.%' AND context <> 'sighup'");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
