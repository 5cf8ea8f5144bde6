package dev.compositeindex.processor.language;

import dev.compositeindex.testing.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A server as the judge of {@code CREATE INDEX} statements for an index called {@code i}: each is tried on an empty table
 * and undone. Every field of {@link #COLUMNS} is a column of table {@code t}.
 */
final class Trial implements AutoCloseable {
    /** Types by column; {@code createdAt} is the one field that is not called like its column. */
    static final Map<String, String> COLUMNS = new TreeMap<>(Map.ofEntries(
            Map.entry("title", "text"),
            Map.entry("state", "varchar(20)"),
            Map.entry("amount", "int"),
            Map.entry("price", "numeric"),
            Map.entry("flag", "boolean"),
            Map.entry("created_at", "timestamptz"),
            Map.entry("doc", "jsonb"),
            Map.entry("tags", "text[]"),
            Map.entry("words", "tsvector"),
            Map.entry("span", "int4range"),
            Map.entry("place", "point"),
            Map.entry("address", "inet"),
            Map.entry("key", "uuid"),
            Map.entry("order", "bigint")));

    private static final String ATTEMPT = """
            CREATE FUNCTION attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
            DECLARE
                printed text;
            BEGIN
                EXECUTE statement;
                SELECT pg_get_indexdef(to_regclass('i')) INTO STRICT printed;
                RAISE EXCEPTION USING ERRCODE = 'UNDO0', MESSAGE = coalesce(printed, 'no index');
            EXCEPTION
                WHEN SQLSTATE 'UNDO0' THEN RETURN SQLERRM;
                WHEN OTHERS THEN RETURN SQLSTATE || ': ' || SQLERRM;
            END $$
            """;

    private final Connection connection;

    private Trial(Connection connection) {
        this.connection = connection;
    }

    /** With pg_trgm, whose operator classes are the default ones of nothing. */
    static Trial on(PostgresServer server) throws SQLException {
        return on(server, COLUMNS, List.of("pg_trgm"));
    }

    static Trial on(PostgresServer server, Map<String, String> typesByColumn, List<String> extensions)
            throws SQLException {
        Connection connection = server.newDatabase().getConnection();
        try (Statement statement = connection.createStatement()) {
            for (String extension : extensions) {
                statement.execute("CREATE EXTENSION " + extension);
            }
            List<String> columns = new ArrayList<>();
            typesByColumn.forEach((column, type) -> columns.add('"' + column + "\" " + type));
            statement.execute("CREATE TABLE t (" + String.join(", ", columns) + ")");
            statement.execute(ATTEMPT);
        }
        return new Trial(connection);
    }

    /** What the server makes of each statement: how it prints the index, or its error. */
    List<Outcome> attempt(List<String> statements) throws SQLException {
        List<Outcome> outcomes = new ArrayList<>();
        try (PreparedStatement attempt = connection.prepareStatement(
                "SELECT attempt(s) FROM unnest(?) WITH ORDINALITY AS u (s, n) ORDER BY n")) {
            attempt.setArray(1, connection.createArrayOf("text", statements.toArray()));
            try (ResultSet row = attempt.executeQuery()) {
                while (row.next()) {
                    outcomes.add(new Outcome(row.getString(1)));
                }
            }
        }
        return outcomes;
    }

    /** Method and name of each operator class; a built-in one also with its schema. */
    Set<String> operatorClasses() throws SQLException {
        return new TreeSet<>(strings("""
                SELECT unnest(ARRAY[amname || ' ' || opcname, amname || ' ' || nspname || '.' || opcname])
                  FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod
                  JOIN pg_namespace n ON n.oid = opcnamespace"""));
    }

    /** The first column of what a query gives. */
    List<String> strings(String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                strings.add(row.getString(1));
            }
        }
        return strings;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /**
     * What became of a statement.
     *
     * @param text the index as the server prints it, or SQLSTATE and message
     */
    record Outcome(String text) {
        boolean accepted() {
            return text.startsWith("CREATE ");
        }

        String sqlState() {
            return text.substring(0, 5);
        }
    }
}
