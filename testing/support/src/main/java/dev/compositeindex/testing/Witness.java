package dev.compositeindex.testing;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Stands between the driver and all who use it, and keeps who has called {@link Impostors}, with the statement that did. A
 * statement is ours if a class of ours handed it to the driver, or if it stands in a script of ours, whoever runs that.
 */
public final class Witness {
    private static final String IMPOSTOR = "impostor ";

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<String> scripts = new CopyOnWriteArrayList<>();
    private final AtomicInteger statements = new AtomicInteger();

    /**
     * An impostor that was called.
     *
     * @param impostor which one
     * @param statement the statement that did
     * @param ours whether that is ours
     */
    public record Call(String impostor, String statement, boolean ours) {

        @Override
        public String toString() {
            String line = statement.strip().replaceAll("\\s+", " ");
            return impostor + " by " + line.substring(0, Math.min(line.length(), 70));
        }
    }

    /** How many statements have been sent so far. */
    public int statements() {
        return statements.get();
    }

    /** Counts the statements of a script as ours. */
    public void script(String text) {
        scripts.add(text);
    }

    /** Those that statements of ours have called so far. */
    public List<Call> callsOfOurs() {
        return calls.stream().filter(Call::ours).toList();
    }

    @Override
    public String toString() {
        List<Call> ours = callsOfOurs();
        return "%d impostors called by %d statements of ours, %d times; %d times by others"
                .formatted(
                        ours.stream().map(Call::impostor).distinct().count(),
                        ours.stream().map(Call::statement).distinct().count(),
                        ours.size(),
                        calls.size() - ours.size());
    }

    /** The same data source, with this in between. */
    public DataSource watch(DataSource source) {
        return proxy(DataSource.class, source, (method, result) -> result instanceof Connection c ? watch(c) : result);
    }

    /** The same connection, with this in between. */
    public Connection watch(Connection connection) {
        return proxy(Connection.class, connection, (method, result) -> result);
    }

    private <T> T proxy(Class<T> type, T target, Wrapping wrapping) {
        return Proxies.of(type, (proxy, method, arguments) -> {
            Object result = method.invoke(target, arguments);
            if (result instanceof Statement statement) {
                String sql = arguments != null && arguments[0] instanceof String text ? text : "";
                return watch(method.getReturnType().asSubclass(Statement.class), statement, sql);
            }
            return wrapping.of(method, result);
        });
    }

    private Statement watch(Class<? extends Statement> type, Statement target, String prepared) {
        return Proxies.of(type, (proxy, method, arguments) -> {
            boolean runs = method.getName().startsWith("execute");
            try {
                return method.invoke(target, arguments);
            } finally {
                if (runs) {
                    statements.incrementAndGet();
                    boolean given = arguments != null && arguments[0] instanceof String;
                    keep(target.getWarnings(), given ? (String) arguments[0] : prepared);
                }
            }
        });
    }

    private void keep(SQLWarning first, String sql) {
        boolean ours = isOurs(sql);
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            String message = String.valueOf(warning.getMessage());
            if (message.startsWith(IMPOSTOR)) {
                calls.add(new Call(message.substring(IMPOSTOR.length()), sql, ours));
            }
        }
    }

    private boolean isOurs(String sql) {
        return scripts.stream().anyMatch(script -> script.contains(sql.strip()))
                || !sender().startsWith("org.flywaydb.");
    }

    /** The class that handed the statement to the driver. */
    private static String sender() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> Stream.of("java.", "jdk.", "dev.compositeindex.testing.")
                                .noneMatch(name::startsWith))
                        .findFirst()
                        .orElse(""));
    }

    private interface Wrapping {
        Object of(Method method, Object result) throws SQLException;
    }
}
