package dev.compositeindex.cli.adoption;

import dev.compositeindex.cli.adoption.CatalogIndex.Key;
import dev.compositeindex.cli.adoption.CatalogIndex.Kind;
import dev.compositeindex.cli.adoption.CatalogIndex.Shape;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the catalogue, in one query. */
final class CatalogReader {
    /**
     * One row per column of each ordinary index and of each whose name is declared; of the others a row to count. {@code
     * pg_index} is read as a JSON object once because {@code indnullsnotdistinct} exists only since 15.
     *
     * <p>An operator class counts as the default if it behaves as the default does: {@code varchar_ops} is stored as an
     * operator class of its own, but has the family and the input type of {@code text_ops}. The default that an extension
     * brings for a built-in type counts as none: a declaration has to name it.
     */
    private static final String CATALOG = """
            WITH found AS MATERIALIZED (
                SELECT x.indexrelid, x.indrelid, c.relname AS index_name, c.relam, c.reloptions,
                       n.nspname AS schema_name, t.relname AS table_name,
                       CASE WHEN t.relpersistence = 't' THEN 'TEMPORARY'
                            WHEN t.relkind = 'p' OR t.relispartition OR c.relispartition THEN 'PARTITION'
                            WHEN EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
                            THEN 'CONSTRAINT'
                            WHEN EXISTS (SELECT FROM pg_depend d
                                          WHERE d.classid = 'pg_class'::regclass AND d.objid IN (c.oid, t.oid) AND d.deptype = 'e')
                            THEN 'EXTENSION'
                            WHEN c.relname = left(t.relname::text || '_s_idx', 63)
                                 AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'installed_rank')
                            THEN 'FLYWAY'
                            ELSE 'ORDINARY' END AS kind
                  FROM pg_index x
                  JOIN pg_class c ON c.oid = x.indexrelid
                  JOIN pg_class t ON t.oid = x.indrelid
                  JOIN pg_namespace n ON n.oid = t.relnamespace
                 WHERE n.nspname !~ '^pg_(catalog$|toast)' AND n.nspname <> 'information_schema'
            )
            SELECT f.indexrelid, f.kind, f.index_name, f.schema_name, f.table_name, f.reloptions,
                   w.wanted,
                   w.wanted AND pg_table_is_visible(f.indrelid) AS table_visible,
                   x.indisvalid AND x.indisready AND x.indislive AS usable,
                   pg_get_indexdef(x.indexrelid) AS definition,
                   am.amname AS method,
                   x.indisunique,
                   NOT coalesce(to_jsonb(x) ->> 'indnullsnotdistinct', 'false')::boolean AS nulls_distinct,
                   pg_get_expr(x.indpred, x.indrelid) AS predicate,
                   x.indnatts AS columns,
                   k.n <= x.indnkeyatts AS is_key,
                   coalesce(a.attname::text, pg_get_indexdef(x.indexrelid, k.n, true)) AS part,
                   a.attname IS NULL AS is_expression,
                   (x.indoption[k.n - 1] & 1) <> 0 AS descending,
                   (x.indoption[k.n - 1] & 2) <> 0 AS nulls_first,
                   CASE WHEN ia.attoptions IS NOT NULL
                          OR oc.opcnamespace <> 'pg_catalog'::regnamespace
                             AND EXISTS (SELECT FROM pg_type i
                                          WHERE i.oid = oc.opcintype AND i.typnamespace = 'pg_catalog'::regnamespace)
                          OR NOT EXISTS (SELECT FROM pg_opclass e
                                          WHERE e.opcmethod = oc.opcmethod AND e.opcfamily = oc.opcfamily
                                            AND e.opcintype = oc.opcintype AND e.opcdefault)
                          OR oc.opcintype <> base.type
                             AND EXISTS (SELECT FROM pg_opclass e
                                          WHERE e.opcmethod = oc.opcmethod AND e.opcintype = base.type
                                            AND e.opcdefault)
                        THEN CASE WHEN pg_opclass_is_visible(oc.oid) THEN '' ELSE oc.opcnamespace::regnamespace || '.' END
                             || quote_ident(oc.opcname)
                             || coalesce('(' || array_to_string(ia.attoptions, ', ') || ')', '') END AS operator_class,
                   CASE WHEN x.indcollation[k.n - 1] <> a.attcollation
                        THEN CASE WHEN pg_collation_is_visible(co.oid) THEN '' ELSE co.collnamespace::regnamespace || '.' END
                             || quote_ident(co.collname) END AS collation_name
              FROM found f
              CROSS JOIN LATERAL (SELECT f.kind = 'ORDINARY' OR f.index_name::text = ANY (?) AS wanted) w
              LEFT JOIN pg_index x ON x.indexrelid = f.indexrelid AND w.wanted
              LEFT JOIN pg_am am ON am.oid = f.relam
              LEFT JOIN LATERAL generate_series(1, x.indnatts) AS k (n) ON true
              LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.n - 1] AND a.attnum <> 0
              LEFT JOIN pg_attribute ia ON ia.attrelid = x.indexrelid AND ia.attnum = k.n
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
             ORDER BY f.indexrelid, k.n
            """;

    private static final Comparator<CatalogIndex> ORDER = Comparator.comparing(
                    (CatalogIndex index) -> index.name().schema())
            .thenComparing(CatalogIndex::table)
            .thenComparing(CatalogIndex::name);

    private final Connection connection;

    CatalogReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * The ordinary indexes, and those of a declared name, sorted.
     *
     * @param counts takes how many of each kind there are
     */
    List<CatalogIndex> read(List<IndexStatement> declared, Map<Kind, Integer> counts) throws SQLException {
        List<CatalogIndex> indexes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CATALOG)) {
            statement.setArray(1, SqlValues.texts(connection, declared, IndexStatement::name));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Kind kind = Kind.valueOf(rows.getString("kind"));
                    counts.merge(kind, 1, Integer::sum);
                    if (rows.getBoolean("wanted")) {
                        indexes.add(readIndex(rows, kind));
                    }
                }
            }
        }
        indexes.sort(ORDER);
        return indexes;
    }

    /** Reads all rows of one index; leaves the result at the last of them. */
    private static CatalogIndex readIndex(ResultSet rows, Kind kind) throws SQLException {
        long oid = rows.getLong("indexrelid");
        IndexName name = new IndexName(rows.getString("schema_name"), rows.getString("index_name"));
        String table = rows.getString("table_name");
        boolean tableVisible = rows.getBoolean("table_visible");
        boolean usable = rows.getBoolean("usable");
        String definition = rows.getString("definition");
        String method = rows.getString("method");
        boolean unique = rows.getBoolean("indisunique");
        boolean nullsDistinct = rows.getBoolean("nulls_distinct");
        String predicate = SqlValues.orEmpty(rows, "predicate");
        SortedMap<String, String> parameters = new TreeMap<>();
        for (String parameter : SqlValues.<String>list(rows, "reloptions")) {
            int equals = parameter.indexOf('=');
            parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        List<Key> keys = new ArrayList<>();
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
        Shape shape = new Shape(method, unique, nullsDistinct, keys, include, predicate);
        return new CatalogIndex(oid, name, table, tableVisible, kind, usable, definition, shape, parameters);
    }

    private static Key readKey(ResultSet row) throws SQLException {
        return new Key(
                row.getString("part"),
                row.getBoolean("is_expression"),
                row.getBoolean("descending"),
                row.getBoolean("nulls_first"),
                SqlValues.orEmpty(row, "operator_class"),
                SqlValues.orEmpty(row, "collation_name"));
    }
}
