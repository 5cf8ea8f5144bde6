package dev.compositeindex.compatibility;

import dev.compositeindex.testing.OwnThread;
import dev.compositeindex.testing.Proxies;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** The data source of a process that dies at one of its statements. */
final class MortalDataSource {

    /** What becomes of the statement. */
    enum Death {
        /** It never comes to the server. */
        BEFORE,
        /** Its session ends while it runs. */
        DURING,
        /** It goes on, as the server does when a process is killed, and its session ends with it. */
        AFTER
    }

    private static final Pattern CHANGE =
            Pattern.compile("CREATE INDEX|CREATE UNIQUE INDEX|(DROP|ALTER|COMMENT ON) INDEX");

    private final PGSimpleDataSource database;
    private final int last;
    private final boolean onlyChanges;
    private final Death death;
    private final AtomicInteger statements = new AtomicInteger();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    /**
     * A process that is about to start.
     *
     * @param last the number of its last statement, from 1
     * @param onlyChanges whether only statements are counted that change indexes
     */
    MortalDataSource(PGSimpleDataSource database, int last, boolean onlyChanges, Death death) {
        this.database = database;
        this.last = last;
        this.onlyChanges = onlyChanges;
        this.death = death;
    }

    boolean isDead() {
        return statements.get() >= last;
    }

    DataSource dataSource() {
        return Proxies.of(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return method.invoke(database, arguments);
            }
            refuseIfDead();
            Connection connection = database.getConnection();
            connections.add(connection);
            return stand(Connection.class, connection, connection);
        });
    }

    /** A stand-in for a connection or one of its statements. */
    private <T> T stand(Class<T> type, Object real, Connection connection) {
        return Proxies.of(type, (proxy, method, arguments) -> {
            if (method.getName().equals("close") || method.getName().equals("isClosed")) {
                return isDead() ? closed(method) : method.invoke(real, arguments);
            }
            refuseIfDead();
            if (method.getName().startsWith("execute")
                    && isCounted(arguments)
                    && statements.incrementAndGet() >= last) {
                die(real, method, arguments, connection);
                refuseIfDead();
            }
            Object result = method.invoke(real, arguments);
            if (real instanceof Connection && result instanceof CallableStatement) {
                return stand(CallableStatement.class, result, connection);
            } else if (real instanceof Connection && result instanceof PreparedStatement) {
                return stand(PreparedStatement.class, result, connection);
            }
            return real instanceof Connection && result instanceof Statement
                    ? stand(Statement.class, result, connection)
                    : result;
        });
    }

    private boolean isCounted(Object @Nullable [] arguments) {
        return !onlyChanges
                || arguments != null
                        && arguments[0] instanceof String sql
                        && CHANGE.matcher(sql).find();
    }

    private static @Nullable Object closed(Method method) {
        return method.getReturnType() == boolean.class ? true : null;
    }

    private void refuseIfDead() throws SQLException {
        if (isDead()) {
            throw new SQLException("this process is dead");
        }
    }

    private void die(Object statement, Method execute, Object @Nullable [] arguments, Connection connection)
            throws SQLException {
        int process = connection.unwrap(PGConnection.class).getBackendPID();
        CompletableFuture<Object> running = death == Death.BEFORE
                ? new CompletableFuture<>()
                : OwnThread.call(() -> {
                    try {
                        return String.valueOf(execute.invoke(statement, arguments));
                    } catch (InvocationTargetException e) {
                        return e.toString();
                    } finally {
                        connection.abort(Runnable::run);
                    }
                });
        if (death == Death.DURING) {
            LockSupport.parkNanos(5_000_000L * (statements.get() % 4));
            try (Connection side = database.getConnection();
                    Statement end = side.createStatement()) {
                end.execute("SELECT pg_terminate_backend(" + process + ")");
            }
        }
        for (Connection other : connections) {
            if (other != connection || running.isDone() || death == Death.BEFORE) {
                other.abort(Runnable::run);
            }
        }
    }
}
