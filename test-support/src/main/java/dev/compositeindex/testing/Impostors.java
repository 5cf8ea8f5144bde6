package dev.compositeindex.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What somebody who may create things in a schema of the search path could put there, to be taken for the server's own: a
 * function, an operator, a type or a relation of each name that stands in the SQL of a module and that {@code pg_catalog} has,
 * for all the types that it may be called with. Each says {@code INFO: impostor …} when it is called; see {@link Witness}.
 */
public final class Impostors {

    /** Where they are. */
    public static final String SCHEMA = "strangers";

    /** What stands for {@code IN}, {@code LIKE}, {@code BETWEEN}, {@code NULLIF} and the like. */
    private static final Collection<String> UNWRITTEN = java.util.List.of("=", "<>", "<", "<=", ">", ">=", "~~", "!~~");

    private final StringConstants sql;
    private final Map<PostgresServer, PGSimpleDataSource> planted = new EnumMap<>(PostgresServer.class);

    private Impostors(StringConstants sql) {
        this.sql = sql;
    }

    /** For all that the SQL of the module that a class is in could name. */
    public static Impostors ofModule(Class<?> type) {
        return new Impostors(StringConstants.ofModule(type));
    }

    /** A new database with all of them in its schema {@code public}, and this search path for whoever connects. */
    public synchronized PGSimpleDataSource newDatabase(PostgresServer server, String searchPath) throws SQLException {
        PGSimpleDataSource template = planted.get(server);
        if (template == null) {
            template = server.newDatabase();
            plant(template);
            planted.put(server, template);
        }
        PGSimpleDataSource database = server.newDatabase(template);
        try (Connection connection = server.maintenanceDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + database.getDatabaseName() + " SET search_path = " + searchPath);
        }
        return database;
    }

    /** How many there are in a database. */
    public static int count(PGSimpleDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
            try (ResultSet row = statement.executeQuery("""
                    SELECT (SELECT count(*) FROM pg_proc
                             WHERE pronamespace OPERATOR(pg_catalog.=) 'strangers'::regnamespace::oid AND proname NOT LIKE 'impostor%')
                         + (SELECT count(*) FROM pg_operator
                             WHERE oprnamespace OPERATOR(pg_catalog.=) 'strangers'::regnamespace::oid)
                         + (SELECT count(*) FROM pg_type
                             WHERE typnamespace OPERATOR(pg_catalog.=) 'strangers'::regnamespace::oid AND typtype IN ('d', 'c'))
                    """)) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void plant(PGSimpleDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
            Collection<String> symbols = new TreeSet<>(UNWRITTEN);
            symbols.addAll(sql.symbols());
            table(connection, "word", sql.words());
            table(connection, "symbol", symbols);
            statement.execute(script());
        }
    }

    private static void table(Connection connection, String table, Collection<String> names) throws SQLException {
        try (PreparedStatement create = connection.prepareStatement(
                "CREATE TEMPORARY TABLE " + table + " AS SELECT unnest(?::text[])::name AS name")) {
            create.setArray(1, connection.createArrayOf("text", names.toArray()));
            create.execute();
        }
    }

    private static String script() {
        try (InputStream script = Impostors.class.getResourceAsStream("impostors.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
