package dev.compositeindex.torture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Plain SQL on a connection. */
final class Sql {
    private Sql() {}

    /** Runs one statement as it stands. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All rows of a query as text; NULL is the empty text. */
    static List<List<String>> rows(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                List<List<String>> result = new ArrayList<>();
                while (rows.next()) {
                    List<String> row = new ArrayList<>(columns);
                    for (int column = 1; column <= columns; column++) {
                        String value = rows.getString(column);
                        row.add(value == null ? "" : value);
                    }
                    result.add(row);
                }
                return result;
            }
        }
    }

    /** The first column of all rows. */
    static List<String> column(Connection connection, String sql, Object... arguments) throws SQLException {
        return rows(connection, sql, arguments).stream().map(row -> row.get(0)).toList();
    }
}
