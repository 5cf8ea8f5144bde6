package dev.compositeindex.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What somebody who may create things in a schema of the search path could put there, to be taken for the server's own: a
 * function, an operator, a type or a relation of each name that stands in the SQL of a module and that {@code pg_catalog} has,
 * for all the types that it may be called with. Each says {@code INFO: impostor …} when it is called; see {@link Witness}.
 */
public final class Impostors {

    /**
     * Where they are met.
     *
     * @param server the server
     * @param searchPath the search path of those who connect
     */
    public record Place(PostgresServer server, String searchPath) {

        @Override
        public String toString() {
            return server + " with search_path = " + searchPath;
        }
    }

    /** What stands for {@code IN}, {@code LIKE}, {@code BETWEEN}, {@code NULLIF} and the like. */
    private static final Collection<String> UNWRITTEN = List.of("=", "<>", "<", "<=", ">", ">=", "~~", "!~~");

    private static final Map<List<Path>, Impostors> MODULES = new HashMap<>();

    private final StringConstants sql;
    private final Map<PostgresServer, PGSimpleDataSource> planted = new EnumMap<>(PostgresServer.class);

    private Impostors(StringConstants sql) {
        this.sql = sql;
    }

    /** For all that the SQL of the modules that classes are in could name. */
    public static synchronized Impostors ofModule(Class<?>... types) {
        return MODULES.computeIfAbsent(
                Stream.of(types).map(Compilation::whereIs).toList(),
                modules -> new Impostors(StringConstants.ofModule(types)));
    }

    /**
     * Where functions and operators are called that fit better than the server's; and where all are that are called as
     * the server's.
     */
    public static Stream<Place> places() {
        return PostgresServer.each(
                Stream.of("\"$user\", public, strangers", "public, strangers, pg_catalog"), Place::new);
    }

    /** Plants them on each server, which takes a moment, if that is not done yet. */
    public synchronized void plant() throws SQLException {
        for (PostgresServer server : PostgresServer.values()) {
            if (!planted.containsKey(server)) {
                PGSimpleDataSource database = server.newDatabase();
                plant(database);
                planted.put(server, database);
            }
        }
    }

    /** A new database with all of them in a schema of their own, and this search path for whoever connects. */
    public PGSimpleDataSource newDatabase(Place place) throws SQLException {
        plant();
        PGSimpleDataSource database = place.server().newDatabase(Objects.requireNonNull(planted.get(place.server())));
        try (Connection connection = place.server().maintenanceDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER DATABASE " + database.getDatabaseName() + " SET search_path = " + place.searchPath());
        }
        return database;
    }

    /** A data source of the same database that leads to what is the server's, and to nothing else. */
    public static PGSimpleDataSource safely(PGSimpleDataSource database) {
        PGSimpleDataSource safe = new PGSimpleDataSource();
        safe.setUrl(database.getUrl());
        safe.setUser(database.getUser());
        safe.setOptions("-c search_path=pg_catalog");
        return safe;
    }

    /** How many there are in a database. */
    public static int count(PGSimpleDataSource database) throws SQLException {
        try (Connection connection = safely(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        WITH schema AS (SELECT oid FROM pg_namespace WHERE nspname = 'strangers')
                        SELECT (SELECT count(*) FROM pg_proc JOIN schema ON schema.oid = pronamespace
                                 WHERE proname NOT LIKE 'impostor%')
                             + (SELECT count(*) FROM pg_operator JOIN schema ON schema.oid = oprnamespace)
                             + (SELECT count(*) FROM pg_type JOIN schema ON schema.oid = typnamespace
                                 WHERE typtype IN ('d', 'c') AND typname <> 'impostor_calls')
                        """)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void plant(PGSimpleDataSource database) throws SQLException {
        try (Connection connection = safely(database).getConnection();
                Statement statement = connection.createStatement()) {
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
