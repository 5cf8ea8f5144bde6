package dev.compositeindex.processor.adoption;

import dev.compositeindex.processor.adoption.CatalogIndex.Key;
import dev.compositeindex.processor.adoption.CatalogIndex.Kind;
import dev.compositeindex.processor.adoption.CatalogIndex.Shape;
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
                       CASE WHEN t.relpersistence OPERATOR(pg_catalog.=) 't' THEN 'TEMPORARY'
                            WHEN t.relkind OPERATOR(pg_catalog.=) 'p' OR t.relispartition OR c.relispartition THEN 'PARTITION'
                            WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint k
                                          WHERE k.conindid OPERATOR(pg_catalog.=) c.oid
                                            AND k.contype OPERATOR(pg_catalog.=) ANY ('{p,u,x}'))
                            THEN 'CONSTRAINT'
                            WHEN EXISTS (SELECT FROM pg_catalog.pg_depend d
                                          WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
                                            AND d.objid OPERATOR(pg_catalog.=) ANY (ARRAY[c.oid, t.oid])
                                            AND d.deptype OPERATOR(pg_catalog.=) 'e')
                            THEN 'EXTENSION'
                            WHEN c.relname OPERATOR(pg_catalog.=) pg_catalog.left(pg_catalog.concat(t.relname, '_s_idx'), 63)
                                 AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                                              WHERE (a.attrelid, a.attname) OPERATOR(pg_catalog.=) (t.oid, 'installed_rank'))
                            THEN 'FLYWAY'
                            ELSE 'ORDINARY' END AS kind
                  FROM pg_catalog.pg_index x
                  JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) x.indexrelid
                  JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) x.indrelid
                  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.relnamespace
                 WHERE n.nspname OPERATOR(pg_catalog.!~) '^pg_(catalog$|toast)'
                   AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'
            )
            SELECT f.indexrelid, f.kind, f.index_name, f.schema_name, f.table_name, f.reloptions,
                   w.wanted,
                   w.wanted AND pg_catalog.pg_table_is_visible(f.indrelid) AS table_visible,
                   x.indisvalid AND x.indisready AND x.indislive AS usable,
                   pg_catalog.pg_get_indexdef(x.indexrelid) AS definition,
                   am.amname AS method,
                   x.indisunique,
                   NOT coalesce(pg_catalog.to_jsonb(x) OPERATOR(pg_catalog.->>) 'indnullsnotdistinct', 'false')::boolean
                       AS nulls_distinct,
                   pg_catalog.pg_get_expr(x.indpred, x.indrelid) AS predicate,
                   x.indnatts AS columns,
                   k.n OPERATOR(pg_catalog.<=) x.indnkeyatts AS is_key,
                   coalesce(a.attname::pg_catalog.text, pg_catalog.pg_get_indexdef(x.indexrelid, k.n::int, true)) AS part,
                   a.attname IS NULL AS is_expression,
                   pg_catalog.pg_index_column_has_property(x.indexrelid, k.n::int, 'desc') AS descending,
                   pg_catalog.pg_index_column_has_property(x.indexrelid, k.n::int, 'nulls_first') AS nulls_first,
                   CASE WHEN ia.attoptions IS NOT NULL
                          OR oc.opcnamespace OPERATOR(pg_catalog.<>) 'pg_catalog'::pg_catalog.regnamespace
                             AND EXISTS (SELECT FROM pg_catalog.pg_type i
                                          WHERE i.oid OPERATOR(pg_catalog.=) oc.opcintype
                                            AND i.typnamespace OPERATOR(pg_catalog.=) 'pg_catalog'::pg_catalog.regnamespace)
                          OR NOT EXISTS (SELECT FROM pg_catalog.pg_opclass e
                                          WHERE (e.opcmethod, e.opcfamily, e.opcintype)
                                                OPERATOR(pg_catalog.=) (oc.opcmethod, oc.opcfamily, oc.opcintype)
                                            AND e.opcdefault)
                          OR oc.opcintype OPERATOR(pg_catalog.<>) base.type
                             AND EXISTS (SELECT FROM pg_catalog.pg_opclass e
                                          WHERE (e.opcmethod, e.opcintype) OPERATOR(pg_catalog.=) (oc.opcmethod, base.type)
                                            AND e.opcdefault)
                        THEN pg_catalog.concat(
                                 CASE WHEN NOT pg_catalog.pg_opclass_is_visible(oc.oid)
                                      THEN pg_catalog.concat(oc.opcnamespace::pg_catalog.regnamespace, '.') END,
                                 pg_catalog.quote_ident(oc.opcname),
                                 '(' OPERATOR(pg_catalog.||) pg_catalog.array_to_string(ia.attoptions, ', ') OPERATOR(pg_catalog.||) ')')
                        END AS operator_class,
                   CASE WHEN k.collation_oid OPERATOR(pg_catalog.<>) a.attcollation
                        THEN k.collation_oid::pg_catalog.regcollation::pg_catalog.text END AS collation_name
              FROM found f
              CROSS JOIN LATERAL (
                       SELECT f.kind OPERATOR(pg_catalog.=) 'ORDINARY'
                              OR f.index_name OPERATOR(pg_catalog.=) ANY (?::pg_catalog.text[]) AS wanted) w
              LEFT JOIN pg_catalog.pg_index x ON x.indexrelid OPERATOR(pg_catalog.=) f.indexrelid AND w.wanted
              LEFT JOIN pg_catalog.pg_am am ON am.oid OPERATOR(pg_catalog.=) f.relam
              LEFT JOIN LATERAL ROWS FROM (
                            pg_catalog.unnest(x.indkey), pg_catalog.unnest(x.indclass), pg_catalog.unnest(x.indcollation))
                        WITH ORDINALITY AS k (attnum, class_oid, collation_oid, n) ON true
              LEFT JOIN pg_catalog.pg_attribute a
                     ON (a.attrelid, a.attnum) OPERATOR(pg_catalog.=) (x.indrelid, k.attnum)
              LEFT JOIN pg_catalog.pg_attribute ia
                     ON (ia.attrelid, ia.attnum) OPERATOR(pg_catalog.=) (x.indexrelid, k.n)
              LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid OPERATOR(pg_catalog.=) k.class_oid
              LEFT JOIN LATERAL (
                       WITH RECURSIVE domain AS (
                           SELECT ty.oid, ty.typtype, ty.typbasetype
                             FROM pg_catalog.pg_type ty
                            WHERE ty.oid OPERATOR(pg_catalog.=) a.atttypid
                           UNION ALL
                           SELECT ty.oid, ty.typtype, ty.typbasetype
                             FROM domain JOIN pg_catalog.pg_type ty ON ty.oid OPERATOR(pg_catalog.=) domain.typbasetype)
                       SELECT domain.oid AS type FROM domain WHERE domain.typtype OPERATOR(pg_catalog.<>) 'd') base ON true
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
