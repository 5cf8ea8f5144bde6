package dev.compositeindex.processor.adoption;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * How a database is reached. Nothing of the URL is ever printed: it may contain a password.
 *
 * @param url a JDBC URL
 * @param user the role, unless the URL says it
 * @param password its password, unless the URL says it
 */
public record DatabaseAddress(String url, Optional<String> user, Optional<String> password) {

    /** What is done with an open connection, by the first driver beside us that knows the URL. */
    <T> Checked<T> connect(Function<Connection, Checked<T>> action) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "compositeindex adopt");
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(word -> properties.setProperty("password", word));
        try {
            // The driver manager would only know what the thread's class loader finds, and quotes the URL.
            for (Driver driver : ServiceLoader.load(Driver.class, DatabaseAddress.class.getClassLoader())) {
                if (driver.acceptsURL(url)) {
                    try (Connection connection = driver.connect(url, properties)) {
                        return action.apply(connection);
                    }
                }
            }
        } catch (SQLException e) {
            return failed(
                    "the database cannot be reached: " + reason(e) + ". Check the URL, the user and the password.");
        }
        return failed(
                "no JDBC driver on the class path understands the URL. If PostgreSQL's is there, correct the URL; else put it there: "
                        + "java -cp compositeindex-processor.jar:postgresql.jar "
                        + "dev.compositeindex.processor.command.Main adopt --url jdbc:postgresql://host/database …");
    }

    @Override
    public String toString() {
        return "DatabaseAddress";
    }

    /** What the driver or the server says, without a full stop: more follows. */
    static String reason(SQLException e) {
        String reason = Printable.reason(e);
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    private static <T> Checked<T> failed(String text) {
        return Checked.failed(new Problem(Code.DATABASE, new Site.OfModule(), text));
    }
}
