package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;

/**
 * A pooler between us and the server. One that gives each client a session for as long as it stays is as good as none. One that
 * shares sessions between clients, from transaction to transaction, is not: a lock or a setting of one is another's.
 */
final class Pooler {

    /** With anybody else there, a pooler may hand out two sessions for a while. */
    private static final int QUESTIONS = 10;

    private static final String SHARES =
            "Flyway's connections go through a pooler that shares sessions between clients, as"
                    + " PgBouncer does with pool_mode=transaction. There a lock or a setting of one instance is another's: indexes would be"
                    + " built twice, or not at all, and later starts would wait for ever. Nothing was changed. Give Flyway an address of"
                    + " its own that leads past the pooler, or to a pool with pool_mode=session: spring.flyway.url with Spring Boot,"
                    + " flyway.url, or Flyway.configure().dataSource(…). The application itself may go on using the pooler.";

    private Pooler() {}

    /**
     * Refuses one that shares sessions. Without a pooler, nothing is asked.
     *
     * @param process of the second connection, as the server has just said
     * @param other what the server has said of the first one
     * @throws FlywayException if there is such a pooler
     */
    static void refuseToShare(Connection first, int other, Connection second, int process) throws SQLException {
        if (!isBehind(second, process)) {
            return;
        }
        Set<Integer> ofFirst = new HashSet<>(Set.of(other));
        Set<Integer> ofSecond = new HashSet<>(Set.of(process));
        for (int i = 0;
                i < QUESTIONS && ofFirst.size() == 1 && ofSecond.size() == 1 && !ofFirst.equals(ofSecond);
                i++) {
            ofFirst.add(ask(first));
            ofSecond.add(ask(second));
        }
        if (ofFirst.size() > 1 || ofSecond.size() > 1 || ofFirst.equals(ofSecond)) {
            throw Refusal.of(SHARES);
        }
    }

    /** Whether the server's process is another one than whoever has answered first has named. */
    static boolean isBehind(Connection connection, int process) {
        int named = Backend.of(connection);
        return named != 0 && named != process;
    }

    private static int ask(Connection connection) throws SQLException {
        return Integer.parseInt(Sql.text(connection, "SELECT pg_catalog.pg_backend_pid()"));
    }
}
