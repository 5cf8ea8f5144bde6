package dev.compositeindex.guard;

import dev.compositeindex.catalog.SqlText;
import java.sql.Connection;
import java.sql.SQLException;

/** Comments of indexes. */
final class Comments {

    private Comments() {}

    /**
     * Gives an index a comment.
     *
     * @param sqlName its name as SQL
     * @param comment empty for none
     */
    static void set(Connection connection, String sqlName, String comment) throws SQLException {
        Sql.run(
                connection,
                "COMMENT ON INDEX " + sqlName + " IS " + (comment.isEmpty() ? "NULL" : SqlText.literal(comment)));
    }
}
