package dev.compositeindex.torture;

import java.sql.SQLException;
import java.util.Set;

/** What an error says about the connection that it came from. */
final class Connections {
    /** The server shuts down, has crashed, or does not take connections yet. */
    private static final Set<String> SERVER_GONE = Set.of("57P01", "57P02", "57P03");

    private Connections() {}

    /** Whether the connection is gone, and with it the answer to what was last asked. */
    static boolean isLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || SERVER_GONE.contains(state));
    }
}
