package dev.compositeindex.cli.adoption;

import dev.compositeindex.processor.sql.IndexStatement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Values on their way to the server and back. */
final class SqlValues {

    private SqlValues() {}

    /** One text of each declared index, as an array. */
    static Array texts(Connection connection, List<IndexStatement> declared, Function<IndexStatement, String> part)
            throws SQLException {
        return connection.createArrayOf("text", declared.stream().map(part).toArray());
    }

    /** The elements of an array; none if it is null. */
    @SuppressWarnings("unchecked") // the server says which type it has
    static <T> List<T> list(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((T[]) array.getArray());
    }

    /** A text; empty if it is null. */
    static String orEmpty(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
