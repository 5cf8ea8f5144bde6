package dev.compositeindex.cli.database;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How a database is reached. Nothing of the URL is ever printed: it may contain a password.
 *
 * @param url a JDBC URL
 * @param user the role, unless the URL says it
 * @param password its password, unless the URL says it
 */
public record DatabaseAddress(String url, Optional<String> user, Optional<String> password) {
    private static final String PREFIX = "jdbc:postgresql:";

    /**
     * What is done with an open connection.
     *
     * @param command what connects, as others see it
     * @return nothing, but the reason, if the database cannot be reached
     */
    public <T> Checked<T> connect(String command, Function<Connection, Checked<T>> action) {
        Checked<DataSource> source = dataSource(command);
        if (source.value().isEmpty()) {
            return Checked.failed(source.problems());
        }
        try (Connection connection = source.value().get().getConnection()) {
            return action.apply(connection);
        } catch (SQLException e) {
            return failed(
                    "the database cannot be reached: " + reason(e) + ". Check the URL, the user and the password.");
        }
    }

    /** What gives connections to it. */
    public Checked<DataSource> dataSource(String command) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            if (url.startsWith(PREFIX)) {
                source.setUrl(url);
                source.setApplicationName("compositeindex " + command);
                user.ifPresent(source::setUser);
                if (source.getPassword() == null) {
                    password.ifPresent(source::setPassword);
                }
                return Checked.of(source);
            }
        } catch (IllegalArgumentException e) {
            // It quotes the URL.
        }
        return failed("the URL is none of PostgreSQL's. Give one like this: jdbc:postgresql://host:5432/database");
    }

    @Override
    public String toString() {
        return "DatabaseAddress";
    }

    /** What the driver or the server says, without a full stop: more follows. */
    public static String reason(SQLException e) {
        String reason = Printable.reason(e);
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    private static <T> Checked<T> failed(String text) {
        return Checked.failed(new Problem(Code.DATABASE, new Site.OfModule(), text));
    }
}
