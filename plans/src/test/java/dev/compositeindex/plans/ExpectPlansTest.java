package dev.compositeindex.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.postgresql.ds.PGSimpleDataSource;

class ExpectPlansTest {

    private static DataSource direct = new PGSimpleDataSource();
    private static DataSource captured = direct;

    @BeforeAll
    static void create() throws SQLException {
        direct = PostgresServer.NEWEST.newDatabase();
        captured = PlanCapture.of(direct);
        for (String sql : List.of(
                "CREATE TABLE course (id bigint PRIMARY KEY, title text, status text, category bigint)",
                "CREATE INDEX course_category_idx ON course (category)",
                "CREATE INDEX course_open_idx ON course (title) WHERE status = 'OPEN'",
                "CREATE TABLE note (id bigint PRIMARY KEY, title text)",
                "INSERT INTO course SELECT n, 't' || n, 'OPEN', n FROM generate_series(1, 10) n")) {
            query(direct, sql);
        }
    }

    private static void query(DataSource dataSource, String sql, Object... values) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    /** What a test of a user is like. Run by name only: the name does not end as those of tests do. */
    @ExpectPlans(tables = "course", except = "/* report */")
    static class Users {

        @Test
        void served() throws SQLException {
            query(captured, "SELECT * FROM course WHERE category = ?", 1L);
            query(captured, "SELECT * FROM note WHERE title = ?", "a");
            query(captured, "SELECT /* report */ * FROM course");
            query(captured, "INSERT INTO note VALUES (?, ?)", System.nanoTime(), "a");
        }

        @Test
        void wholeTable() throws SQLException {
            query(captured, "SELECT * FROM course WHERE category = ?", 1L);
            query(captured, "SELECT * FROM course WHERE title = ?", "t1");
        }

        @Test
        @ExpectPlans(tables = "note")
        void otherTable() throws SQLException {
            query(captured, "SELECT * FROM course WHERE title = ?", "t1");
            query(captured, "SELECT * FROM note WHERE title = ?", "t1");
        }

        @Test
        void leavesItsIndex() throws SQLException {
            query(captured, "SELECT * FROM course WHERE category = ? AND title = ? AND status = ?", 1L, "t1", "OPEN");
        }

        @Test
        void notCaptured() throws SQLException {
            query(direct, "SELECT * FROM course WHERE category = ?", 1L);
        }

        @Test
        void tableOfAnOpenTransaction() throws SQLException {
            query(captured, "CREATE TABLE gone (a int)");
            query(captured, "SELECT * FROM gone");
            query(direct, "DROP TABLE gone");
        }
    }

    /** The error of a test, or nothing if it succeeded. */
    private static String error(String test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Users.class, test))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .map(event -> event.getPayload(TestExecutionResult.class))
                .flatMap(Optional::stream)
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::getMessage)
                .findFirst()
                .orElse("");
    }

    @Test
    void aTestWhoseQueriesAreServedSucceeds() {
        assertThat(error("served")).isEmpty();
    }

    @Test
    void aPlantedSequentialScanFailsIt() {
        assertThat(error("wholeTable"))
                .startsWith("A query of this test reads course whole:")
                .contains("SELECT * FROM course WHERE title = ?", "Seq Scan on course", "course_category_idx")
                .doesNotContain("category = ?");
    }

    @Test
    void theTablesAreThoseThatAreNamed() {
        assertThat(error("otherTable")).contains("reads note whole").doesNotContain("course");
    }

    @Test
    void aQueryThatLeavesItsIndexFailsIt() {
        assertThat(error("leavesItsIndex"))
                .startsWith("A query of this test uses course_open_idx only while it is planned for its values:")
                .contains("since $3 may be any: write the value into the statement.");
    }

    @Test
    void whoSeesNothingSaysSo() {
        assertThat(error("notCaptured")).startsWith("@ExpectPlans saw no statement.");
    }

    @Test
    void whatCannotBePlannedIsSaid() {
        assertThat(error("tableOfAnOpenTransaction"))
                .startsWith("This query cannot be planned after the test: ")
                .contains("gone");
    }
}
