package dev.compositeindex.guard;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the driver knows of the server's process behind a connection, without asking the server. */
final class Backend {

    /** By name: to compile against it takes the annotations that it bears. */
    private static final String DRIVER = "org.postgresql.PGConnection";

    private Backend() {}

    /** The process that the connection was begun with, as whoever answered said; 0 if the driver does not tell. */
    static int of(Connection connection) {
        try {
            Object driver = driver(connection);
            return driver == null
                    ? 0
                    : (int) Class.forName(DRIVER).getMethod("getBackendPID").invoke(driver);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            return 0;
        }
    }

    /** Whether two connections are the same one, handed out twice; not known if the driver does not tell. */
    static boolean areSame(Connection one, Connection other) {
        Object driver = driver(one);
        return driver != null && driver == driver(other);
    }

    private static @Nullable Object driver(Connection connection) {
        try {
            Class<?> driver = Class.forName(DRIVER);
            return connection.isWrapperFor(driver) ? connection.unwrap(driver) : null;
        } catch (SQLException | ClassNotFoundException | LinkageError e) {
            // Of another driver, or of a pool that wraps nothing.
            return null;
        }
    }
}
