package dev.compositeindex.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads what the catalogue holds under the names of indexes, all of them in one round trip. */
public final class CatalogReader {

    /**
     * One row per address, in their order.
     *
     * <p>Names are compared as text, never cast to {@code name} or {@code regclass}: both would cut a long one. A table
     * without a schema is the one that the search path leads to; its index is looked for in that table's schema, which is
     * where PostgreSQL puts it.
     *
     * <p>To print an expression, the server locks the table; so that is left out, if wanted, where it would have to wait.
     */
    private static final String SQL = """
            WITH declared AS (
                SELECT *
                  FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]),
                                  pg_catalog.unnest(?::pg_catalog.text[]))
                       WITH ORDINALITY AS d (schema_name, table_name, index_name, ord)
            ), locked AS MATERIALIZED (
                SELECT l.relation,
                       pg_catalog.string_agg(DISTINCT coalesce('process ' OPERATOR(pg_catalog.||) l.pid::pg_catalog.text,
                                                               'a prepared transaction'), ', ') AS holders
                  FROM pg_catalog.pg_locks l
                 WHERE ? AND (l.locktype, l.mode) OPERATOR(pg_catalog.=) ('relation', 'AccessExclusiveLock')
                   AND (l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()) IS NOT TRUE
                   AND l.database OPERATOR(pg_catalog.=) (
                           SELECT db.oid FROM pg_catalog.pg_database db
                            WHERE db.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
                 GROUP BY l.relation
            )
            SELECT d.ord,
                   t.relkind AS table_kind,
                   pg_catalog.current_setting('search_path') AS search_path,
                   i.oid AS index_oid,
                   i.relkind AS index_kind,
                   pg_catalog.quote_ident(ins.nspname) AS index_schema,
                   pg_catalog.quote_ident(i.relname) AS index_name,
                   x.indrelid OPERATOR(pg_catalog.=) t.oid AS on_declared_table,
                   pg_catalog.quote_ident(xns.nspname) OPERATOR(pg_catalog.||) '.'
                       OPERATOR(pg_catalog.||) pg_catalog.quote_ident(xt.relname) AS actual_table,
                   xt.relkind AS actual_table_kind,
                   x.indisvalid, x.indisready, x.indislive,
                   %s AS shape,
                   CASE WHEN x.indpred IS NOT NULL OR x.indexprs IS NOT NULL THEN locked.holders END AS locked_by,
                   CASE WHEN x.indisvalid THEN %s END AS elsewhere,
                   i.reloptions,
                   (SELECT ts.spcname
                      FROM pg_catalog.pg_database db
                      JOIN pg_catalog.pg_tablespace ts ON ts.oid OPERATOR(pg_catalog.=)
                           CASE WHEN i.reltablespace OPERATOR(pg_catalog.=) 0 THEN db.dattablespace ELSE i.reltablespace END
                     WHERE db.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()) AS tablespace,
                   pg_catalog.obj_description(i.oid, 'pg_class') AS comment,
                   (SELECT pg_catalog.quote_ident(con.conname)
                      FROM pg_catalog.pg_constraint con
                     WHERE con.conindid OPERATOR(pg_catalog.=) i.oid
                       AND con.contype OPERATOR(pg_catalog.=) ANY ('{p,u,x}')) AS constraint_name
              FROM declared d
              LEFT JOIN LATERAL (
                       SELECT c.oid, c.relnamespace, c.relkind
                         FROM pg_catalog.pg_class c
                         JOIN pg_catalog.pg_namespace ns ON ns.oid OPERATOR(pg_catalog.=) c.relnamespace
                        WHERE c.relname OPERATOR(pg_catalog.=) d.table_name
                          AND CASE WHEN d.schema_name OPERATOR(pg_catalog.=) '' THEN pg_catalog.pg_table_is_visible(c.oid)
                                   ELSE ns.nspname OPERATOR(pg_catalog.=) d.schema_name END) t ON true
              LEFT JOIN LATERAL (
                       SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.relam, c.reloptions, c.reltablespace
                         FROM pg_catalog.pg_class c
                         JOIN pg_catalog.pg_namespace ns ON ns.oid OPERATOR(pg_catalog.=) c.relnamespace
                        WHERE c.relname OPERATOR(pg_catalog.=) d.index_name
                          AND CASE WHEN t.oid IS NOT NULL THEN c.relnamespace OPERATOR(pg_catalog.=) t.relnamespace
                                   WHEN d.schema_name OPERATOR(pg_catalog.=) '' THEN pg_catalog.pg_table_is_visible(c.oid)
                                   ELSE ns.nspname OPERATOR(pg_catalog.=) d.schema_name END) i ON true
              LEFT JOIN pg_catalog.pg_namespace ins ON ins.oid OPERATOR(pg_catalog.=) i.relnamespace
              LEFT JOIN pg_catalog.pg_index x ON x.indexrelid OPERATOR(pg_catalog.=) i.oid
              LEFT JOIN locked ON locked.relation OPERATOR(pg_catalog.=) x.indrelid
              LEFT JOIN pg_catalog.pg_class xt ON xt.oid OPERATOR(pg_catalog.=) x.indrelid
              LEFT JOIN pg_catalog.pg_namespace xns ON xns.oid OPERATOR(pg_catalog.=) xt.relnamespace
             ORDER BY d.ord
            """.formatted(ShapeSql.of("i.oid", "locked.relation IS NULL"), RowsElsewhere.SQL);

    /** Those that could bear another name: what a constraint needs is named by that. */
    private static final String OF_TABLES = """
            SELECT t.ord, n.nspname, tc.relname AS table_name, c.relname
              FROM pg_catalog.unnest(?::pg_catalog.text[]) WITH ORDINALITY AS t (sql_name, ord)
              JOIN pg_catalog.pg_index x ON x.indrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(t.sql_name)
              JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) x.indexrelid
              JOIN pg_catalog.pg_class tc ON tc.oid OPERATOR(pg_catalog.=) x.indrelid
              JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
             WHERE x.indisvalid AND x.indisready AND x.indislive
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid OPERATOR(pg_catalog.=) c.oid)
             ORDER BY t.ord, c.relname
            """;

    /** The kind of a relation that does not exist. */
    private static final int NONE = 0;

    private final Connection connection;

    public CatalogReader(Connection connection) {
        this.connection = connection;
    }

    /** What is found at each address, in their order. Waits for whoever locks a table out of reading. */
    public List<CatalogEntry> read(List<IndexAddress> declared) throws SQLException {
        return read(declared, false);
    }

    /** The same, but where it would have to wait, it leaves predicates and expressions unread. */
    public List<CatalogEntry> readPastLocks(List<IndexAddress> declared) throws SQLException {
        return read(declared, true);
    }

    /** For each of these, where the usable indexes of its table are. */
    public List<List<IndexAddress>> ofSameTable(List<IndexAddress> declared) throws SQLException {
        List<List<IndexAddress>> indexes = new ArrayList<>();
        declared.forEach(index -> indexes.add(new ArrayList<>()));
        try (PreparedStatement statement = connection.prepareStatement(OF_TABLES)) {
            statement.setArray(
                    1,
                    texts(
                            declared,
                            index -> (index.schema().isEmpty() ? "" : SqlText.name(index.schema()) + ".")
                                    + SqlText.name(index.table())));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    indexes.get(rows.getInt("ord") - 1)
                            .add(new IndexAddress(
                                    rows.getString("nspname"),
                                    rows.getString("table_name"),
                                    rows.getString("relname")));
                }
            }
        }
        return indexes;
    }

    private List<CatalogEntry> read(List<IndexAddress> declared, boolean pastLocks) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, texts(declared, IndexAddress::schema));
            statement.setArray(2, texts(declared, IndexAddress::table));
            statement.setArray(3, texts(declared, IndexAddress::name));
            statement.setBoolean(4, pastLocks);
            try (ResultSet rows = statement.executeQuery()) {
                List<CatalogEntry> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(read(rows, declared.get(rows.getInt("ord") - 1)));
                }
                return found;
            }
        }
    }

    private static CatalogEntry read(ResultSet rows, IndexAddress index) throws SQLException {
        boolean tableThere = "rpm".indexOf(kind(rows, "table_kind")) >= 0;
        return switch (tableThere ? kind(rows, "index_kind") : NONE) {
            case NONE -> nothing(rows, index);
            case 'i', 'I' -> readIndex(rows);
            default -> other(rows);
        };
    }

    private static CatalogEntry nothing(ResultSet rows, IndexAddress index) throws SQLException {
        return switch (kind(rows, "table_kind")) {
            case 'r', 'm' -> new CatalogEntry.Nothing(false, "");
            case 'p' -> new CatalogEntry.Nothing(true, "");
            case NONE -> new CatalogEntry.Nothing(false, noTable(rows, index));
            default ->
                new CatalogEntry.Nothing(
                        false,
                        index.qualifiedTable() + " is a " + kindName(kind(rows, "table_kind")) + ", not a table");
        };
    }

    private static String noTable(ResultSet rows, IndexAddress index) throws SQLException {
        String where = index.schema().isEmpty() ? " on the search path (" + rows.getString("search_path") + ")" : "";
        String elsewhere = rows.getString("actual_table");
        return "there is no table " + index.qualifiedTable() + where
                + (elsewhere == null ? "" : ", but an index of this name on " + elsewhere);
    }

    private static CatalogEntry other(ResultSet rows) throws SQLException {
        return new CatalogEntry.OtherRelation(
                kindName(kind(rows, "index_kind")),
                rows.getString("index_schema") + "." + rows.getString("index_name"));
    }

    private static CatalogEntry readIndex(ResultSet rows) throws SQLException {
        return new CatalogEntry.Index(
                rows.getLong("index_oid"),
                rows.getString("index_schema"),
                rows.getString("index_name"),
                rows.getBoolean("on_declared_table"),
                rows.getString("actual_table"),
                kind(rows, "actual_table_kind") == 'p',
                ShapeSql.read(rows.getArray("shape")),
                orEmpty(rows, "locked_by"),
                new CatalogEntry.Settings(
                        StorageParameters.read(rows.getArray("reloptions")),
                        rows.getString("tablespace"),
                        PendingMark.without(orEmpty(rows, "comment")),
                        PendingMark.in(orEmpty(rows, "comment"))),
                orEmpty(rows, "constraint_name"),
                new CatalogEntry.State(
                        rows.getBoolean("indisvalid"), rows.getBoolean("indisready"), rows.getBoolean("indislive")),
                orEmpty(rows, "elsewhere"));
    }

    private Array texts(List<IndexAddress> declared, Function<IndexAddress, String> part) throws SQLException {
        return connection.createArrayOf("text", declared.stream().map(part).toArray());
    }

    private static int kind(ResultSet rows, String column) throws SQLException {
        String kind = rows.getString(column);
        return kind == null ? NONE : kind.charAt(0);
    }

    private static String orEmpty(ResultSet rows, String column) throws SQLException {
        String value = rows.getString(column);
        return value == null ? "" : value;
    }

    private static String kindName(int kind) {
        return switch (kind) {
            case 'r' -> "table";
            case 'p' -> "partitioned table";
            case 'v' -> "view";
            case 'm' -> "materialized view";
            case 'S' -> "sequence";
            case 'f' -> "foreign table";
            case 'c' -> "composite type";
            case 'i', 'I' -> "index";
            default -> "relation of kind " + (char) kind;
        };
    }
}
