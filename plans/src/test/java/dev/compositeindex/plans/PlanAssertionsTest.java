package dev.compositeindex.plans;

import static dev.compositeindex.plans.PlanAssertions.assertThatQuery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** On empty tables, as a test has them. Plans are the server's, so all is tried on each. */
class PlanAssertionsTest {

    private static final String[] SCHEMA = {
        "CREATE TABLE course (id bigint PRIMARY KEY, title text, status text, category bigint, published boolean,"
                + " created_at timestamptz, \"order\" int)",
        "CREATE INDEX course_category_created_idx ON course (category, created_at DESC)",
        "CREATE INDEX course_lower_idx ON course (lower(title))",
        "CREATE INDEX course_open_idx ON course (created_at) WHERE status = 'OPEN'",
        "CREATE INDEX course_order_idx ON course (\"order\")",
        "CREATE TABLE lesson (id bigint PRIMARY KEY, course_id bigint, title text)",
        "CREATE INDEX lesson_course_idx ON lesson (course_id)",
        "CREATE TABLE event (at timestamptz, kind text) PARTITION BY RANGE (at)",
        "CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
        "CREATE INDEX event_kind_idx ON event (kind)",
        "CREATE TABLE tiny (a int, b int)",
        "INSERT INTO tiny VALUES (1, 1), (2, 2)",
        "CREATE INDEX tiny_a_idx ON tiny (a)",
        "CREATE INDEX tiny_b_idx ON tiny (b)",
        "ANALYZE tiny",
        "CREATE INDEX course_dead_idx ON course (title)",
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'course_dead_idx'::regclass",
    };

    private static final Map<PostgresServer, PGSimpleDataSource> DATABASES = new EnumMap<>(PostgresServer.class);

    private static synchronized Connection connect(PostgresServer server) throws SQLException {
        PGSimpleDataSource database = DATABASES.get(server);
        if (database == null) {
            database = server.newDatabase();
            DATABASES.put(server, database);
            try (Connection connection = database.getConnection()) {
                for (String sql : SCHEMA) {
                    run(connection, sql);
                }
            }
        }
        return database.getConnection();
    }

    @AfterAll
    static void forget() {
        DATABASES.clear();
    }

    private static void run(Connection connection, String sql) throws SQLException {
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

    @ParameterizedTest
    @EnumSource
    void anIndexThatServesIsUsed(PostgresServer server) throws SQLException {
        try (Connection connection = connect(server)) {
            assertThatQuery(connection, "SELECT * FROM course WHERE category = ? ORDER BY created_at DESC LIMIT ?")
                    .uses(IndexDefinition.of(
                            "com.acme.Course",
                            "CREATE INDEX course_category_created_idx ON course (category, created_at DESC)"))
                    .withIndexCondOn("category")
                    .withoutSort()
                    .readsNoTableSequentially();
            assertThatQuery(connection, "SELECT * FROM course WHERE lower(title) = $1;")
                    .uses("course_lower_idx")
                    .withIndexCondOn("lower(title)");
            assertThatQuery(connection, "SELECT * FROM course WHERE status = 'OPEN' AND created_at > ?")
                    .uses("course_open_idx")
                    .withIndexCondOn("created_at");
            assertThatQuery(connection, "UPDATE course SET title = '?' WHERE \"order\" = ?")
                    .uses("course_order_idx")
                    .withIndexCondOn("order");
        }
    }

    @ParameterizedTest
    @EnumSource
    void joinsAndPartitions(PostgresServer server) throws SQLException {
        try (Connection connection = connect(server)) {
            assertThatQuery(
                            connection,
                            "SELECT * FROM course c JOIN lesson l ON l.course_id = c.id WHERE c.category = ?")
                    .uses("course_category_created_idx")
                    .uses("lesson_course_idx")
                    .withIndexCondOn("course_id")
                    .readsNoTableSequentially();
            assertThatQuery(connection, "SELECT * FROM course c LEFT JOIN lesson l ON l.course_id = c.id")
                    .uses("lesson_course_idx")
                    .withIndexCondOn("course_id");
            assertThatQuery(connection, "SELECT * FROM course WHERE category = ? OR \"order\" = ?")
                    .uses("course_category_created_idx")
                    .uses("course_order_idx")
                    .readsNoTableSequentially();
            assertThatQuery(connection, "SELECT * FROM event WHERE kind = ?")
                    .uses("event_kind_idx")
                    .withIndexCondOn("kind");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotUsedIsShownWithThePlan(PostgresServer server) throws SQLException {
        try (Connection connection = connect(server)) {
            QueryAssert query = assertThatQuery(connection, "SELECT * FROM course WHERE title = ?");

            assertThatThrownBy(() -> query.uses("course_lower_idx"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("SELECT * FROM course WHERE title = ?")
                    .hasMessageContaining("Seq Scan on course")
                    .hasMessageContaining(
                            "There is: CREATE INDEX course_lower_idx ON public.course USING btree (lower(title))");
            assertThatThrownBy(query::readsNoTableSequentially).hasMessageContaining("reads no table sequentially");
            assertThatThrownBy(() -> query.uses("course_dead_idx")).hasMessageContaining("course_dead_idx is INVALID.");
            assertThatThrownBy(() -> query.uses("nowhere_idx"))
                    .hasMessageContaining("nowhere_idx is no index of the tables that this query reads.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theConditionAndTheOrderMatter(PostgresServer server) throws SQLException {
        try (Connection connection = connect(server)) {
            QueryAssert query = assertThatQuery(
                            connection, "SELECT * FROM course WHERE category = ? AND status = ? ORDER BY title")
                    .uses("course_category_created_idx");

            assertThatThrownBy(() -> query.withIndexCondOn("category", "status"))
                    .hasMessageContaining("looks up category and status in course_category_created_idx");
            assertThatThrownBy(query::withoutSort).hasMessageContaining("needs no sort");
            query.withIndexCondOn("category");
        }
    }

    /** Where PostgreSQL would rightly read all now. */
    @ParameterizedTest
    @EnumSource
    void aTableOfFewRows(PostgresServer server) throws SQLException {
        try (Connection connection = connect(server)) {
            assertThatQuery(connection, "SELECT * FROM tiny WHERE a = ? OR b = ?")
                    .uses("tiny_a_idx")
                    .uses("tiny_b_idx")
                    .readsNoTableSequentially();
        }
    }

    /** All of it must be true of one plan. */
    @ParameterizedTest
    @EnumSource
    void onePlanHasToDoItAll(PostgresServer server) throws SQLException {
        try (Connection connection = connect(server)) {
            String sql = "SELECT * FROM course WHERE lower(title) = ? ORDER BY \"order\" LIMIT 5";
            assertThatQuery(connection, sql).uses("course_lower_idx");
            assertThatQuery(connection, sql).withoutSort();

            assertThatThrownBy(() -> assertThatQuery(connection, sql)
                            .uses("course_lower_idx")
                            .withoutSort())
                    .hasMessageContaining("and no other does all that was asserted before.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aParameterThatKeepsAPartialIndexFromBeingUsedIsNamed(PostgresServer server) throws SQLException {
        try (Connection connection = connect(server)) {
            assertThatThrownBy(() -> assertThatQuery(
                                    connection, "SELECT * FROM course WHERE created_at > ? AND status = ?")
                            .uses("course_open_idx"))
                    .hasMessageContaining("course_open_idx is on rows with (status = 'OPEN'::text) only."
                            + " A plan that is kept for all values cannot use it, since $2 may be any:"
                            + " write the value into the statement.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstRowsOfAnIndexAreNotAllOfIt(PostgresServer server) throws SQLException {
        try (Connection connection = connect(server)) {
            assertThatQuery(connection, "SELECT * FROM course ORDER BY \"order\" LIMIT 10")
                    .readsNoTableSequentially();
            assertThatQuery(connection, "SELECT * FROM course WHERE status = 'OPEN'")
                    .readsNoTableSequentially();

            for (String all : new String[] {
                "SELECT * FROM course",
                "SELECT * FROM course ORDER BY \"order\"",
                "SELECT * FROM course WHERE title = ? ORDER BY \"order\" LIMIT 10",
                "SELECT count(id) FROM course",
                "SELECT c.id FROM course c, lesson l LIMIT 10",
                "SELECT * FROM course c WHERE category = ? AND EXISTS (SELECT FROM lesson l WHERE l.title = c.title)",
            }) {
                assertThatThrownBy(() -> assertThatQuery(connection, all).readsNoTableSequentially())
                        .as(all)
                        .isInstanceOf(AssertionError.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theConnectionIsLeftAsItIs(PostgresServer server) throws SQLException {
        try (Connection connection = connect(server)) {
            run(connection, "SET enable_sort = off");
            assertLeft(connection);
            connection.setAutoCommit(false);
            run(connection, "CREATE TABLE mine (a int)");
            run(connection, "CREATE INDEX mine_idx ON mine (a)");
            assertThatQuery(connection, "SELECT * FROM mine WHERE a = ?").uses("mine_idx");
            assertLeft(connection);
            assertThat(text(connection, "SELECT count(*) FROM mine")).isEqualTo("0");
            connection.rollback();
        }
    }

    private static void assertLeft(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        assertThatQuery(connection, "SELECT * FROM course WHERE category = ?").uses("course_category_created_idx");
        assertThatThrownBy(() -> assertThatQuery(connection, "SELECT * FROM nowhere"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("PostgreSQL cannot plan this query: ")
                .hasMessageContaining("nowhere");

        assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
        assertThat(text(connection, "SHOW enable_sort")).isEqualTo("off");
        assertThat(text(connection, "SHOW enable_seqscan")).isEqualTo("on");
        assertThat(text(connection, "SHOW plan_cache_mode")).isEqualTo("auto");
        assertThat(text(connection, "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'compositeindex%'"))
                .isEqualTo("0");
    }
}
