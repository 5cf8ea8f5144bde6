package dev.compositeindex.example.data;

import static dev.compositeindex.example.ExampleDatabase.execute;
import static dev.compositeindex.example.ExampleDatabase.load;
import static dev.compositeindex.example.ExampleDatabase.migrated;
import static dev.compositeindex.example.ExampleDatabase.query;
import static dev.compositeindex.example.ExampleDatabase.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.compositeindex.example.ExampleDatabase;
import dev.compositeindex.testing.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag("slow")
class DataLoaderTest {

    private static final int FEW = 500;

    @Test
    void theSameSeedGivesTheSameRowsOnEveryRelease() throws SQLException {
        Map<String, String> newest = checksums(PostgresServer.NEWEST, 7);

        assertThat(checksums(PostgresServer.NEWEST, 7)).isEqualTo(newest);
        assertThat(checksums(PostgresServer.OLDEST, 7)).isEqualTo(newest);
        assertThat(newest).hasSize(17);
    }

    @Test
    void anotherSeedGivesOtherRows() throws SQLException {
        Map<String, String> other = checksums(PostgresServer.NEWEST, -8);

        assertThat(other.get("learning_course"))
                .isNotEqualTo(checksums(PostgresServer.NEWEST, 8).get("learning_course"));
    }

    @Test
    void fillsAllTablesAndCountsWhatItMade() throws SQLException {
        DataSource database = migrated(PostgresServer.NEWEST);
        List<String> tables = new ArrayList<>();
        long[] announcedAndMade = new long[2];

        long rows = new DataLoader(database, new DataSize(FEW), 1).load(new LoadProgress() {
            @Override
            public void begins(long rows) {
                announcedAndMade[0] = rows;
            }

            @Override
            public void table(String name) {
                tables.add(name);
            }

            @Override
            public void made(long rows) {
                announcedAndMade[1] += rows;
            }
        });

        assertThat(announcedAndMade[1]).isEqualTo(announcedAndMade[0]);
        long counted = 0;
        for (String table : tables) {
            long inTable = Long.parseLong(query(database, "SELECT count(*) FROM " + table));
            assertThat(inTable).as(table).isPositive();
            counted += inTable;
        }
        assertThat(rows).isEqualTo(counted).isBetween(announcedAndMade[0] * 9 / 10, announcedAndMade[0]);
        assertThat(tables).hasSize(17);
    }

    @Test
    @ResourceLock(value = ExampleDatabase.RESOURCE, mode = ResourceAccessMode.READ)
    void isSkewedAsRealLifeIs() throws SQLException {
        DataSource database = ExampleDatabase.loaded(PostgresServer.NEWEST);

        assertThat(share(database, "SELECT avg(is_featured::int) FROM learning_course"))
                .isBetween(0.002, 0.03);
        assertThat(share(database, """
                        SELECT sum(sessions) FILTER (WHERE place <= 0.1) / sum(sessions)
                        FROM (SELECT count(*) AS sessions, percent_rank() OVER (ORDER BY count(*) DESC) AS place
                              FROM learning_studysession GROUP BY user_id) AS users
                        """)).isGreaterThan(0.4);
    }

    @Test
    void newRowsGetNumbersAfterThoseOfTheSample() throws SQLException {
        DataSource database = migrated(PostgresServer.NEWEST);
        load(database, FEW, 1);

        execute(database, "INSERT INTO users_user (username) VALUES ('one more')");

        assertThat(query(database, "SELECT max(id) FROM users_user")).isEqualTo("" + (FEW / 10 + 1));
    }

    @Test
    void isNeededUntilItIsThere() throws SQLException {
        DataSource database = PostgresServer.NEWEST.newDatabase();
        DataLoader loader = new DataLoader(database, new DataSize(FEW), 1);
        assertThat(loader.isNeeded()).as("without tables").isTrue();

        dev.compositeindex.example.database.Migrations.apply(database);
        assertThat(loader.isNeeded()).as("with empty tables").isTrue();

        loader.load(silent());
        assertThat(loader.isNeeded()).as("with sample data").isFalse();
    }

    @Test
    void refusesOtherSampleData() throws SQLException {
        DataSource database = migrated(PostgresServer.NEWEST);
        load(database, FEW, 1);

        assertThatThrownBy(() -> load(database, FEW, 2))
                .isInstanceOf(NotOursException.class)
                .hasMessageContaining("--rows 500 --seed 1");
        assertThatThrownBy(() -> load(database, FEW, 1)).isInstanceOf(NotOursException.class);
    }

    @Test
    void refusesRowsOfOthersAndChangesNothing() throws SQLException {
        DataSource database = migrated(PostgresServer.NEWEST);
        execute(database, "INSERT INTO blog_blogcategory (name, slug, description, color) VALUES ('a', 'a', '', '')");

        assertThatThrownBy(() -> load(database, FEW, 1))
                .isInstanceOf(NotOursException.class)
                .hasMessageContaining("did not load, in blog_blogcategory.");
        assertThat(query(database, "SELECT count(*) FROM users_user")).isEqualTo("0");
    }

    @Test
    void leavesNothingBehindWhenItFails() throws SQLException {
        DataSource database = migrated(PostgresServer.NEWEST);
        execute(database, "ALTER TABLE learning_studysession ADD CHECK (lesson_id < 0)");

        assertThatThrownBy(() -> load(database, FEW, 1)).isInstanceOf(SQLException.class);

        assertThat(query(database, "SELECT count(*) FROM users_user")).isEqualTo("0");
        assertThat(new DataLoader(database, new DataSize(FEW), 1).isNeeded()).isTrue();
    }

    @Test
    void refusesSizesThatWouldLeaveTablesEmpty() {
        assertThatThrownBy(() -> new DataSize(DataSize.SMALLEST - 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double share(DataSource database, String sql) throws SQLException {
        return Double.parseDouble(query(database, sql));
    }

    private static Map<String, String> checksums(PostgresServer server, long seed) throws SQLException {
        DataSource database = migrated(server);
        load(database, FEW, seed);
        Map<String, String> checksums = new TreeMap<>();
        for (SampleTable table : SampleData.tables(new DataSize(FEW))) {
            // As text, in the order of the key; UTC, so that the machine's time zone plays no part.
            checksums.put(
                    table.name(),
                    query(
                            database,
                            "SELECT md5(string_agg(t::text, chr(10) ORDER BY id)) FROM %s AS t, set_config('timezone', 'UTC', false)"
                                    .formatted(table.name())));
        }
        return checksums;
    }
}
