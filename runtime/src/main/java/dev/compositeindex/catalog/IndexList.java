package dev.compositeindex.catalog;

import dev.compositeindex.catalog.ListedIndex.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lists the indexes of a database that are not the server's.
 *
 * @param indexes the ordinary ones, and those of certain names
 * @param counts how many of each kind there are in all
 */
public record IndexList(List<ListedIndex> indexes, Map<Kind, Integer> counts) {

    /** The {@link Kind} of an index {@code c} in {@code pg_class}, on a table {@code t} there. */
    static final String KIND = """
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
                 ELSE 'ORDINARY' END""";

    /** One row for each index; of those that are only counted, the kind. */
    private static final String SQL = """
            WITH found AS MATERIALIZED (
                SELECT x.indexrelid, x.indrelid, c.relname AS index_name, c.reloptions,
                       n.nspname AS schema_name, t.relname AS table_name,
                       x.indisvalid AND x.indisready AND x.indislive AS usable,
                       %s AS kind
                  FROM pg_catalog.pg_index x
                  JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) x.indexrelid
                  JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) x.indrelid
                  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.relnamespace
                 WHERE n.nspname OPERATOR(pg_catalog.!~) '^pg_(catalog$|toast)'
                   AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'
            )
            SELECT f.indexrelid, f.kind, f.index_name, f.schema_name, f.table_name, f.reloptions, f.usable,
                   w.wanted,
                   w.wanted AND pg_catalog.pg_table_is_visible(f.indrelid) AS table_visible,
                   CASE WHEN w.wanted THEN pg_catalog.pg_get_indexdef(f.indexrelid) END AS definition,
                   CASE WHEN w.wanted THEN %s END AS shape
              FROM found f
              CROSS JOIN LATERAL (
                       SELECT f.kind OPERATOR(pg_catalog.=) 'ORDINARY'
                              OR f.index_name OPERATOR(pg_catalog.=) ANY (?::pg_catalog.text[]) AS wanted) w
            """.formatted(KIND, ShapeSql.of("f.indexrelid", "true"));

    public IndexList {
        indexes = List.copyOf(indexes);
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /**
     * Reads all of them in one round trip. Waits for whoever locks a table out of reading.
     *
     * @param names which are wanted of those, too, that are not ordinary
     */
    public static IndexList read(Connection connection, Collection<String> names) throws SQLException {
        List<ListedIndex> indexes = new ArrayList<>();
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Kind kind = Kind.valueOf(rows.getString("kind"));
                    counts.merge(kind, 1, Integer::sum);
                    Array shape = rows.getArray("shape");
                    if (shape != null) {
                        indexes.add(index(rows, kind, shape));
                    }
                }
            }
        }
        return new IndexList(indexes, counts);
    }

    private static ListedIndex index(ResultSet row, Kind kind, Array shape) throws SQLException {
        return new ListedIndex(
                row.getLong("indexrelid"),
                row.getString("schema_name"),
                row.getString("index_name"),
                row.getString("table_name"),
                row.getBoolean("table_visible"),
                kind,
                row.getBoolean("usable"),
                row.getString("definition"),
                ShapeSql.read(shape),
                ShapeSql.operatorClasses(shape),
                StorageParameters.read(row.getArray("reloptions")));
    }
}
