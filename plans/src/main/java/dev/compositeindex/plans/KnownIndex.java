package dev.compositeindex.plans;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An index of the database.
 *
 * @param name without schema
 * @param table without schema
 * @param definition the server's
 * @param columns the columns of keys and predicate
 * @param predicate of a partial index, or empty
 * @param valid whether queries may use it
 * @param parents the indexes of partitioned tables that it is a part of
 */
record KnownIndex(
        String name,
        String table,
        String definition,
        Set<String> columns,
        String predicate,
        boolean valid,
        Set<String> parents) {

    private static final String BY_NAME = """
            SELECT c.relname, t.relname, pg_catalog.pg_get_indexdef(c.oid),
                   ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a
                             ON a.attrelid OPERATOR(pg_catalog.=) d.refobjid AND a.attnum OPERATOR(pg_catalog.=) d.refobjsubid
                          WHERE d.objid OPERATOR(pg_catalog.=) c.oid AND d.refobjid OPERATOR(pg_catalog.=) t.oid
                            AND d.refobjsubid OPERATOR(pg_catalog.>) 0),
                   coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid), ''), i.indisvalid,
                   ARRAY(SELECT p.relname::pg_catalog.text FROM pg_catalog.pg_partition_ancestors(c.oid) a
                             JOIN pg_catalog.pg_class p ON p.oid OPERATOR(pg_catalog.=) a.relid)
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
              JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) i.indrelid
             WHERE t.relname OPERATOR(pg_catalog.=) ANY (?) OR c.relname OPERATOR(pg_catalog.=) ANY (?)
             ORDER BY c.relname""";

    /** Those of tables, and those with certain names. */
    static List<KnownIndex> read(Connection connection, Collection<String> tables, Collection<String> names)
            throws SQLException {
        List<KnownIndex> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(BY_NAME)) {
            statement.setArray(1, connection.createArrayOf("name", tables.toArray()));
            statement.setArray(2, connection.createArrayOf("name", names.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new KnownIndex(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            texts(rows.getArray(4)),
                            rows.getString(5),
                            rows.getBoolean(6),
                            texts(rows.getArray(7))));
                }
            }
        }
        return found;
    }

    private static Set<String> texts(Array array) throws SQLException {
        return new HashSet<>(List.of((String[]) array.getArray()));
    }

    /** Whether it is the index of that name, or a part of it. */
    boolean is(String wanted) {
        return name.equals(wanted) || parents.contains(wanted);
    }

    boolean isPartial() {
        return !predicate.isEmpty();
    }
}
