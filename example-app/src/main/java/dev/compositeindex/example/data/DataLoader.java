package dev.compositeindex.example.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Fills the tables, all or nothing. Rows are made by the server itself, so that a million of them cost no round trips.
 * What was loaded is noted in a comment on {@code users_user}: that is how data of our own is told from anybody else's.
 */
public final class DataLoader {

    /** Rows per statement: large enough for the server, small enough for a progress bar. */
    private static final int CHUNK = 10_000;

    private static final String MARK = "sample data of CompositeIndex: ";

    private final DataSource dataSource;
    private final DataSize size;
    private final long seed;

    /** A loader of data of this size. The same size and seed give the same rows, on every release of the server. */
    public DataLoader(DataSource dataSource, DataSize size, long seed) {
        this.dataSource = dataSource;
        this.size = size;
        this.seed = seed;
    }

    /**
     * Whether the data is to be loaded, because the tables are empty or not there yet; not so if it is there already.
     *
     * @throws NotOursException if the tables hold anything else
     */
    public boolean isNeeded() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return isNeeded(statement);
        }
    }

    /**
     * Loads the data and brings the planner's statistics up to date.
     *
     * @return the number of rows in all tables
     * @throws NotOursException if the tables hold other rows; nothing is changed then
     */
    public long load(LoadProgress progress) throws SQLException {
        List<SampleTable> tables = SampleData.tables(size);
        long rows = 0;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                // Against a second load at the same time, and rows that come in between.
                statement.execute("LOCK TABLE users_user IN SHARE ROW EXCLUSIVE MODE");
                if (!isNeeded(statement)) {
                    throw new NotOursException("the sample data is there already");
                }
                statement.execute(SampleData.FUNCTIONS.replace("{seed}", Long.toString(seed)));
                progress.begins(tables.stream().mapToLong(SampleTable::rows).sum());
                for (SampleTable table : tables) {
                    progress.table(table.name());
                    rows += fill(statement, table, progress);
                }
                statement.execute("COMMENT ON TABLE users_user IS '" + mark() + "'");
                for (String function : List.of("chance", "pick", "skewed", "moment", "difficulty", "prose")) {
                    statement.execute("DROP FUNCTION pg_temp." + function);
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
            connection.setAutoCommit(true);
            // VACUUM, too: without a visibility map there are no index-only scans.
            for (SampleTable table : tables) {
                statement.execute("VACUUM (ANALYZE) " + table.name());
            }
        }
        return rows;
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is lost, and with it the transaction; why is in the first exception.
            reason.addSuppressed(e);
        }
    }

    private boolean isNeeded(Statement statement) throws SQLException {
        String mark = comment(statement);
        if (mark().equals(mark)) {
            return false;
        }
        List<String> filled = filledTables(statement);
        if (filled.isEmpty()) {
            return true;
        }
        throw new NotOursException(
                mark != null && mark.startsWith(MARK)
                        ? "the database holds " + mark + ". Ask for the same, or give an empty database."
                        : "the database already holds rows that this application did not load, in " + filled.get(0)
                                + (filled.size() == 1 ? "" : " and " + (filled.size() - 1) + " more tables")
                                + ". Nothing was changed. Give an empty database, or none: then a server is started.");
    }

    private String mark() {
        return MARK + "--rows " + size.rows() + " --seed " + seed;
    }

    private static @Nullable String comment(Statement statement) throws SQLException {
        try (ResultSet comment =
                statement.executeQuery("SELECT obj_description(to_regclass('users_user'), 'pg_class')")) {
            comment.next();
            return comment.getString(1);
        }
    }

    private List<String> filledTables(Statement statement) throws SQLException {
        List<String> filled = new ArrayList<>();
        for (SampleTable table : SampleData.tables(size)) {
            if (first(statement, "SELECT to_regclass('" + table.name() + "') IS NOT NULL")
                    && first(statement, "SELECT EXISTS (SELECT FROM " + table.name() + ")")) {
                filled.add(table.name());
            }
        }
        return filled;
    }

    private static boolean first(Statement statement, String query) throws SQLException {
        try (ResultSet answer = statement.executeQuery(query)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private long fill(Statement statement, SampleTable table, LoadProgress progress) throws SQLException {
        String insert = table.insert().replace("{rows}", Integer.toString(table.rows()));
        for (Map.Entry<String, Integer> number : size.names().entrySet()) {
            insert = insert.replace(
                    "{" + number.getKey() + "}", number.getValue().toString());
        }
        long inserted = 0;
        for (int first = 1; first <= table.rows(); first += CHUNK) {
            int last = Math.min(table.rows(), first + CHUNK - 1);
            String series = "generate_series(%d, %d)".formatted(first, last);
            inserted += statement.executeLargeUpdate(insert.replace("{series}", series));
            progress.made(last - first + 1L);
        }
        statement.execute(
                "SELECT setval(pg_get_serial_sequence('%s', 'id'), %d)".formatted(table.name(), table.rows()));
        return inserted;
    }
}
