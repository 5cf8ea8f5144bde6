package dev.compositeindex.guard;

import dev.compositeindex.catalog.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Flyway's schema history table.
 *
 * @param schema its schema, raw
 * @param table its name, raw
 */
record HistoryTable(String schema, String table) {

    /** What Flyway adds the hash of the table's name to, to number its lock; the same from 10.22 to 13.12. */
    private static final long FLYWAY_LOCK = 0x466C_7977_6179L;

    /**
     * A migration that failed.
     *
     * @param rank its place in the history
     * @param script the name of its script
     */
    record Failed(int rank, String script) {}

    /**
     * Makes its schema the first of the search path, as Flyway does while it migrates.
     *
     * @return the search path before
     */
    String searchFirst(Connection connection) throws SQLException {
        String path = Sql.text(connection, "SELECT pg_catalog.current_setting('search_path')");
        if (!Sql.text(connection, "SELECT pg_catalog.current_schema()").equals(schema)) {
            search(SqlText.name(schema) + (path.isEmpty() ? "" : ", " + path), connection);
        }
        return path;
    }

    /** Sets the search path. */
    static void search(String path, Connection connection) throws SQLException {
        Sql.text(connection, "SELECT pg_catalog.set_config('search_path', ?, false)", path);
    }

    /** Its name as SQL, as Flyway writes it. */
    String sql() {
        return SqlText.name(schema) + "." + SqlText.name(table);
    }

    /** The other session that holds Flyway's lock on this table, for people; empty if there is none. */
    String holderOfFlywayLock(Connection connection) throws SQLException {
        long lock = flywayLock();
        return Sessions.holder(connection, lock >>> Integer.SIZE, lock & 0xFFFF_FFFFL, 1);
    }

    /** Takes our lock, if it is free, and then sees whether Flyway's is; empty if ours is not free. */
    Optional<Boolean> lock(AdvisoryLock ours, Connection connection) throws SQLException {
        return Sessions.lock(ours, flywayLock(), connection);
    }

    private long flywayLock() {
        return FLYWAY_LOCK + sql().hashCode();
    }

    /** Whether there is such a table. */
    boolean exists(Connection connection) throws SQLException {
        return !Sql.text(connection, "SELECT pg_catalog.to_regclass(?)", sql()).isEmpty();
    }

    /** The failed migrations of the table, which exists, oldest first. */
    List<Failed> failed(Connection connection) throws SQLException {
        List<Failed> failed = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT installed_rank, script FROM " + sql() + " WHERE NOT success ORDER BY installed_rank")) {
            while (rows.next()) {
                failed.add(new Failed(rows.getInt("installed_rank"), rows.getString("script")));
            }
        }
        return failed;
    }

    /** The scripts that were applied. */
    List<String> applied(Connection connection) throws SQLException {
        List<String> scripts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT script FROM " + sql() + " WHERE success ORDER BY installed_rank")) {
            while (rows.next()) {
                scripts.add(rows.getString("script"));
            }
        }
        return scripts;
    }

    /** Takes a failed migration out of the history, as {@code flyway repair} would. */
    void remove(Failed failed, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM " + sql() + " WHERE installed_rank OPERATOR(pg_catalog.=) ? AND NOT success")) {
            statement.setInt(1, failed.rank());
            statement.executeUpdate();
        }
    }
}
