package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.SQLException;

/** What is to be known about sessions. */
final class Sessions {

    private static final String HOLDER = """
            SELECT 'process ' || l.pid || coalesce(' (' || nullif(concat_ws(', ',
                       nullif(a.application_name, ''), host(a.client_addr)), '') || ')', '')
              FROM pg_locks l
              LEFT JOIN pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid()
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND l.classid = ?::oid AND l.objid = ?::oid AND l.objsubid = ?
             LIMIT 1
            """;

    private Sessions() {}

    /** The other session that holds an advisory lock, for people; empty if there is none. */
    static String holder(Connection connection, long classId, long objectId, int subId) throws SQLException {
        return Sql.text(connection, HOLDER, classId, objectId, subId);
    }

    static String processId(Connection connection) throws SQLException {
        return Sql.text(connection, "SELECT pg_backend_pid()");
    }

    /** Whether the server speaks PostgreSQL. */
    static boolean isPostgres(Connection connection) {
        try {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether this is a standby, where nothing can be changed. */
    static boolean isOnStandby(Connection connection) throws SQLException {
        return Sql.isTrue(connection, "SELECT pg_is_in_recovery()");
    }
}
