package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The timeouts that would end a build in the middle, whoever has set them: the role, the database or the pool. */
final class Limits {

    private static final int FIRST_WITH_TRANSACTION_TIMEOUT = 17;

    private Limits() {}

    /** Switches them off, as our scripts do. */
    static void lift(Connection connection) throws SQLException {
        for (String name : names(connection)) {
            Sql.run(connection, "SET " + name + " = 0");
        }
    }

    /** Gives them the values that the session began with. */
    static void restore(Connection connection) throws SQLException {
        for (String name : names(connection)) {
            Sql.run(connection, "RESET " + name);
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>(List.of("statement_timeout", "lock_timeout"));
        if (connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_TRANSACTION_TIMEOUT) {
            names.add("transaction_timeout");
        }
        return names;
    }
}
