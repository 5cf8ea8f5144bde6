package dev.compositeindex.guard;

import dev.compositeindex.testing.Proxies;
import java.lang.reflect.InvocationHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** What goes to the server through a data source: the statements of ours, and how many are Flyway's. */
final class StatementLog {
    private final DataSource dataSource;
    private final List<String> ours = Collections.synchronizedList(new ArrayList<>());
    private int others;

    StatementLog(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Those of ours, in order; but not what a thread of ours looks at again and again. */
    List<String> ours() {
        return List.copyOf(ours);
    }

    /** How many were not ours. */
    int others() {
        return others;
    }

    DataSource dataSource() {
        return Proxies.of(DataSource.class, (proxy, method, arguments) -> {
            Object result = method.invoke(dataSource, arguments);
            return result instanceof Connection connection ? of(connection) : result;
        });
    }

    private Connection of(Connection connection) {
        return Proxies.of(Connection.class, (proxy, method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            if (result instanceof PreparedStatement statement) {
                return Proxies.of(PreparedStatement.class, listening(statement, (String) arguments[0]));
            }
            return result instanceof Statement statement
                    ? Proxies.of(Statement.class, listening(statement, ""))
                    : result;
        });
    }

    private InvocationHandler listening(Statement statement, String prepared) {
        return (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                heard(arguments == null || arguments.length == 0 ? prepared : String.valueOf(arguments[0]));
            }
            return method.invoke(statement, arguments);
        };
    }

    private synchronized void heard(String sql) throws SQLException {
        if (Thread.currentThread().getName().equals("compositeindex-guard")) {
            return;
        }
        boolean isOurs = Arrays.stream(Thread.currentThread().getStackTrace())
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.equals(MigrationGuard.class.getName()));
        if (isOurs) {
            ours.add(sql.strip().replaceAll("\\s+", " "));
        } else {
            others++;
        }
    }
}
