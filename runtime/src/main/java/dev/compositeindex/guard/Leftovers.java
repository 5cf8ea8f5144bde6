package dev.compositeindex.guard;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.text.Log;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Drops what dead builds have left, while reads and writes go on. */
final class Leftovers {

    private static final Log LOG = Log.of(Leftovers.class);

    private static final String UNLIMITED = "0";
    private static final String UNRECORDED = "what was built when nothing recorded it, and is another index now";
    private static final int LONGEST_NAME = 63;

    /** {@code REINDEX CONCURRENTLY} builds the first, and renames the old index to the second, numbered where taken. */
    private static final Pattern OF_REINDEX = Pattern.compile("(.+)(_cc(?:new|old)[0-9]*)");

    private static final String INVALID_OF_TABLE = """
            SELECT pg_catalog.format('%s.%I', c.relnamespace::pg_catalog.regnamespace, c.relname) AS sql_name, c.relname
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
             WHERE i.indrelid OPERATOR(pg_catalog.=) ?::pg_catalog.oid AND NOT i.indisvalid
             ORDER BY c.relname
            """;

    private final Connection connection;

    Leftovers(Connection connection) {
        this.connection = connection;
    }

    /** Drops an index that surely nobody builds. */
    void drop(CatalogEntry.Index index) throws SQLException {
        drop(index.sqlName(), "what a dead build has left of it", UNLIMITED);
    }

    /** Drops an index that was built when nothing recorded it; in a transaction, writes wait for it. */
    void dropUnrecorded(CatalogEntry.Index index) throws SQLException {
        if (connection.getAutoCommit()) {
            drop(index.sqlName(), UNRECORDED, UNLIMITED);
        } else {
            LOG.info("{}: dropping {}", index.sqlName(), UNRECORDED);
            Sql.run(connection, "DROP INDEX IF EXISTS " + index.sqlName());
        }
    }

    /** Drops what dead {@code REINDEX CONCURRENTLY}s of this index have left, when nobody builds on its table. */
    void dropOfReindex(String index, long table) throws SQLException {
        for (String name : ofReindex(index, table)) {
            drop(name, "what a dead REINDEX CONCURRENTLY of " + index + " has left", UNLIMITED);
        }
    }

    private List<String> ofReindex(String index, long table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INVALID_OF_TABLE)) {
            statement.setLong(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (isOfReindex(rows.getString("relname"), index)) {
                        names.add(rows.getString("sql_name"));
                    }
                }
            }
        }
        return names;
    }

    /** The server cuts the name where the suffix would make it too long, at a character boundary. */
    static boolean isOfReindex(String name, String index) {
        Matcher parts = OF_REINDEX.matcher(name);
        if (!parts.matches()) {
            return false;
        }
        String base = parts.group(1);
        if (base.equals(index)) {
            return true;
        }
        int cut = index.startsWith(base) ? index.codePointAt(base.length()) : 0;
        return cut != 0 && bytes(name) + bytes(Character.toString(cut)) > LONGEST_NAME;
    }

    /** Drops an index that surely nobody builds, unless others make it wait for long. */
    void dropSoon(CatalogEntry.Index index) throws SQLException {
        drop(index.sqlName(), "what the failed build has left of it", "10s");
    }

    private void drop(String sqlName, String what, String timeout) throws SQLException {
        LOG.info("{}: dropping {}", sqlName, what);
        SessionSettings.withoutLimits(connection, () -> {
            Sql.run(connection, "SET statement_timeout = '" + timeout + "'");
            Sql.run(connection, "DROP INDEX CONCURRENTLY IF EXISTS " + sqlName);
        });
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
