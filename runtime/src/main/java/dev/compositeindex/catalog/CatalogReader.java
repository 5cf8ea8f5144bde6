package dev.compositeindex.catalog;

import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the catalogue holds under the names of indexes, all of them in one round trip. */
public final class CatalogReader {

    /**
     * One row per address and column of the index found, in the order of the addresses.
     *
     * <p>Names are compared as text, never cast to {@code name} or {@code regclass}: both would cut a long one. A table
     * without a schema is the one that the search path leads to; its index is looked for in that table's schema, which is
     * where PostgreSQL puts it. {@code pg_index} is read as a JSON object once because {@code indnullsnotdistinct} exists
     * only since 15.
     *
     * <p>An operator class counts as the default if it behaves as the default does: {@code varchar_ops} is stored as an
     * operator class of its own, but has the family and the input type of {@code text_ops}.
     *
     * <p>To print an expression, the server locks the table; so that is left out, if wanted, where it would have to wait.
     */
    private static final String SQL = """
            WITH declared AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS d (schema_name, table_name, index_name, ord)
            ), locked AS MATERIALIZED (
                SELECT l.relation,
                       string_agg(DISTINCT coalesce('process ' || l.pid, 'a prepared transaction'), ', ') AS holders
                  FROM pg_locks l
                 WHERE ? AND l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
                   AND l.pid IS DISTINCT FROM pg_backend_pid()
                   AND l.database = (SELECT db.oid FROM pg_database db WHERE db.datname = current_database())
                 GROUP BY l.relation
            )
            SELECT d.ord,
                   t.relkind AS table_kind,
                   current_setting('search_path') AS search_path,
                   i.oid AS index_oid,
                   i.relkind AS index_kind,
                   quote_ident(ins.nspname) AS index_schema,
                   quote_ident(i.relname) AS index_name,
                   x.indrelid = t.oid AS on_declared_table,
                   quote_ident(xns.nspname) || '.' || quote_ident(xt.relname) AS actual_table,
                   xt.relkind AS actual_table_kind,
                   am.amname AS method,
                   x.indisunique, x.indimmediate, x.indisexclusion, x.indisvalid, x.indisready, x.indislive,
                   coalesce(to_jsonb(x) ->> 'indnullsnotdistinct', 'false')::boolean AS nulls_not_distinct,
                   CASE WHEN locked.relation IS NULL THEN pg_get_expr(x.indpred, x.indrelid) END AS predicate,
                   CASE WHEN x.indpred IS NOT NULL THEN locked.holders END AS predicate_locked_by,
                   i.reloptions,
                   (SELECT ts.spcname
                      FROM pg_database db
                      JOIN pg_tablespace ts ON ts.oid = coalesce(nullif(i.reltablespace, 0), db.dattablespace)
                     WHERE db.datname = current_database()) AS tablespace,
                   obj_description(i.oid, 'pg_class') AS comment,
                   (SELECT quote_ident(con.conname)
                      FROM pg_constraint con
                     WHERE con.conindid = i.oid AND con.contype IN ('p', 'u', 'x')) AS constraint_name,
                   x.indnatts AS columns,
                   k.n <= x.indnkeyatts AS is_key,
                   CASE WHEN a.attname IS NOT NULL THEN a.attname::text
                        WHEN locked.relation IS NULL THEN pg_get_indexdef(x.indexrelid, k.n, true)
                        ELSE '(an expression)' END AS part,
                   a.attname IS NULL AS is_expression,
                   (x.indoption[k.n - 1] & 1) <> 0 AS is_desc,
                   (x.indoption[k.n - 1] & 2) <> 0 AS nulls_first,
                   CASE WHEN NOT EXISTS (SELECT FROM pg_opclass e
                                          WHERE e.opcmethod = oc.opcmethod AND e.opcfamily = oc.opcfamily
                                            AND e.opcintype = oc.opcintype AND e.opcdefault)
                          OR oc.opcintype <> base.type
                             AND EXISTS (SELECT FROM pg_opclass e
                                          WHERE e.opcmethod = oc.opcmethod AND e.opcintype = base.type
                                            AND e.opcdefault)
                        THEN quote_ident(oc.opcname) END AS operator_class,
                   CASE WHEN x.indcollation[k.n - 1] <> a.attcollation THEN quote_ident(co.collname) END AS collation_name
              FROM declared d
              LEFT JOIN LATERAL (
                       SELECT c.oid, c.relnamespace, c.relkind
                         FROM pg_class c
                         JOIN pg_namespace ns ON ns.oid = c.relnamespace
                        WHERE c.relname = d.table_name
                          AND CASE WHEN d.schema_name = '' THEN pg_table_is_visible(c.oid)
                                   ELSE ns.nspname = d.schema_name END) t ON true
              LEFT JOIN LATERAL (
                       SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.relam, c.reloptions, c.reltablespace
                         FROM pg_class c
                         JOIN pg_namespace ns ON ns.oid = c.relnamespace
                        WHERE c.relname = d.index_name
                          AND CASE WHEN t.oid IS NOT NULL THEN c.relnamespace = t.relnamespace
                                   WHEN d.schema_name = '' THEN pg_table_is_visible(c.oid)
                                   ELSE ns.nspname = d.schema_name END) i ON true
              LEFT JOIN pg_namespace ins ON ins.oid = i.relnamespace
              LEFT JOIN pg_am am ON am.oid = i.relam
              LEFT JOIN pg_index x ON x.indexrelid = i.oid
              LEFT JOIN locked ON locked.relation = x.indrelid
              LEFT JOIN pg_class xt ON xt.oid = x.indrelid
              LEFT JOIN pg_namespace xns ON xns.oid = xt.relnamespace
              LEFT JOIN LATERAL generate_series(1, x.indnatts) AS k (n) ON true
              LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.n - 1] AND a.attnum <> 0
              LEFT JOIN pg_opclass oc ON oc.oid = x.indclass[k.n - 1]
              LEFT JOIN pg_collation co ON co.oid = x.indcollation[k.n - 1]
              LEFT JOIN LATERAL (
                       WITH RECURSIVE domain AS (
                           SELECT ty.oid, ty.typtype, ty.typbasetype FROM pg_type ty WHERE ty.oid = a.atttypid
                           UNION ALL
                           SELECT ty.oid, ty.typtype, ty.typbasetype
                             FROM domain JOIN pg_type ty ON ty.oid = domain.typbasetype
                            WHERE domain.typtype = 'd')
                       SELECT domain.oid AS type FROM domain WHERE domain.typtype <> 'd') base ON true
             ORDER BY d.ord, k.n
            """;

    /** The kind of a relation that does not exist. */
    private static final int NONE = 0;

    private final Connection connection;

    public CatalogReader(Connection connection) {
        this.connection = connection;
    }

    /** What is found at each address, in their order. Waits for whoever locks a table out of reading. */
    public List<Found> read(List<IndexAddress> declared) throws SQLException {
        return read(declared, false);
    }

    /** The same, but where it would have to wait, it leaves predicates and expressions unread. */
    public List<Found> readPastLocks(List<IndexAddress> declared) throws SQLException {
        return read(declared, true);
    }

    private List<Found> read(List<IndexAddress> declared, boolean pastLocks) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, texts(declared, IndexAddress::schema));
            statement.setArray(2, texts(declared, IndexAddress::table));
            statement.setArray(3, texts(declared, IndexAddress::name));
            statement.setBoolean(4, pastLocks);
            try (ResultSet rows = statement.executeQuery()) {
                List<Found> found = new ArrayList<>();
                boolean more = rows.next();
                while (more) {
                    IndexAddress index = declared.get(rows.getInt("ord") - 1);
                    boolean tableThere = "rpm".indexOf(kind(rows, "table_kind")) >= 0;
                    switch (tableThere ? kind(rows, "index_kind") : NONE) {
                        case NONE -> found.add(nothing(rows, index));
                        case 'i', 'I' -> found.add(readIndex(rows));
                        default -> found.add(other(rows));
                    }
                    more = skipTo(rows, found.size());
                }
                return found;
            }
        }
    }

    private static Found nothing(ResultSet rows, IndexAddress index) throws SQLException {
        return switch (kind(rows, "table_kind")) {
            case 'r', 'm' -> new Found.Nothing(false, "");
            case 'p' -> new Found.Nothing(true, "");
            case NONE -> new Found.Nothing(false, noTable(rows, index));
            default ->
                new Found.Nothing(
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

    private static Found other(ResultSet rows) throws SQLException {
        return new Found.OtherRelation(
                kindName(kind(rows, "index_kind")),
                rows.getString("index_schema") + "." + rows.getString("index_name"));
    }

    /** Reads all rows of one index; leaves the result at the last of them. */
    private static Found readIndex(ResultSet rows) throws SQLException {
        long oid = rows.getLong("index_oid");
        String schema = rows.getString("index_schema");
        String name = rows.getString("index_name");
        boolean onDeclaredTable = rows.getBoolean("on_declared_table");
        String table = rows.getString("actual_table");
        boolean partitioned = kind(rows, "actual_table_kind") == 'p';
        String method = rows.getString("method");
        String predicate = orEmpty(rows, "predicate");
        String predicateLockedBy = orEmpty(rows, "predicate_locked_by");
        String constraint = orEmpty(rows, "constraint_name");
        Found.Settings settings = new Found.Settings(
                storageParameters(rows.getArray("reloptions")), rows.getString("tablespace"), orEmpty(rows, "comment"));
        Found.Uniqueness uniqueness = new Found.Uniqueness(
                rows.getBoolean("indisunique"),
                rows.getBoolean("nulls_not_distinct"),
                !rows.getBoolean("indimmediate"),
                rows.getBoolean("indisexclusion"));
        Found.State state = new Found.State(
                rows.getBoolean("indisvalid"), rows.getBoolean("indisready"), rows.getBoolean("indislive"));
        List<Found.Key> keys = new ArrayList<>();
        List<String> include = new ArrayList<>();
        int more = rows.getInt("columns");
        do {
            if (rows.getBoolean("is_key")) {
                keys.add(readKey(rows));
            } else {
                include.add(rows.getString("part"));
            }
            more--;
        } while (more > 0 && rows.next());
        return new Found.Index(
                oid,
                schema,
                name,
                onDeclaredTable,
                table,
                partitioned,
                method,
                uniqueness,
                keys,
                include,
                predicate,
                predicateLockedBy,
                settings,
                constraint,
                state);
    }

    /** Elements are {@code name=value}. */
    private static SortedMap<String, String> storageParameters(@Nullable Array reloptions) throws SQLException {
        SortedMap<String, String> parameters = new TreeMap<>();
        if (reloptions != null) {
            for (String parameter : (String[]) reloptions.getArray()) {
                int equals = parameter.indexOf('=');
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return parameters;
    }

    private static Found.Key readKey(ResultSet rows) throws SQLException {
        return new Found.Key(
                rows.getString("part"),
                rows.getBoolean("is_expression"),
                rows.getBoolean("is_desc") ? SortOrder.DESC : SortOrder.ASC,
                rows.getBoolean("nulls_first") ? NullsOrder.FIRST : NullsOrder.LAST,
                orEmpty(rows, "operator_class"),
                orEmpty(rows, "collation_name"));
    }

    /** Goes on to the next declaration's first row. */
    private static boolean skipTo(ResultSet rows, int read) throws SQLException {
        while (rows.next()) {
            if (rows.getInt("ord") > read) {
                return true;
            }
        }
        return false;
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
