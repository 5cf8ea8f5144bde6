package dev.compositeindex.catalog;

/**
 * Rows of a table that its index is not of. The server marks an index valid that has all rows of the table's own storage; an
 * extension, or inheritance, may keep others in relations with indexes of their own.
 */
final class RowsElsewhere {

    /**
     * A sentence's end for people, or null. Signs of it are: child tables that no index like it is valid on; partitions that are
     * on another server; and triggers that neither a user nor the server has made, which extensions put on the tables that
     * they spread over others.
     *
     * <p>Two indexes are alike if they have the same columns by name, in the same ways, and the same expressions. The server
     * prints those with a lock on the table, so that those of a locked table count as others.
     */
    static final String SQL = """
            (WITH RECURSIVE descendant AS (
                 SELECT h.inhrelid AS oid
                   FROM pg_catalog.pg_inherits h
                  WHERE h.inhparent OPERATOR(pg_catalog.=) x.indrelid
                 UNION
                 SELECT h.inhrelid
                   FROM descendant JOIN pg_catalog.pg_inherits h ON h.inhparent OPERATOR(pg_catalog.=) descendant.oid)
             SELECT coalesce(
                 (SELECT 'the extension ' OPERATOR(pg_catalog.||) pg_catalog.quote_ident(e.extname)
                             OPERATOR(pg_catalog.||) ' manages its table, and may keep rows where this catalogue does not show'
                             OPERATOR(pg_catalog.||) ' their indexes'
                    FROM pg_catalog.pg_trigger g
                    JOIN pg_catalog.pg_depend d
                         ON (d.classid, d.objid, d.refclassid, d.deptype) OPERATOR(pg_catalog.=)
                            ('pg_catalog.pg_proc'::pg_catalog.regclass, g.tgfoid, 'pg_catalog.pg_extension'::pg_catalog.regclass, 'e')
                    JOIN pg_catalog.pg_extension e ON e.oid OPERATOR(pg_catalog.=) d.refobjid
                   WHERE g.tgrelid OPERATOR(pg_catalog.=) x.indrelid AND g.tgisinternal
                     AND g.tgconstraint OPERATOR(pg_catalog.=) 0 AND g.tgparentid OPERATOR(pg_catalog.=) 0
                   LIMIT 1),
                 (SELECT CASE WHEN pg_catalog.count(c.oid) OPERATOR(pg_catalog.>) 0
                              THEN pg_catalog.format(
                                  'some of its rows are on other servers, in %%s foreign tables such as %%s, whose indexes are not'
                                      OPERATOR(pg_catalog.||) ' to be seen',
                                  pg_catalog.count(c.oid), pg_catalog.min(c.oid::pg_catalog.regclass::pg_catalog.text)) END
                    FROM descendant JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) descendant.oid
                   WHERE c.relkind OPERATOR(pg_catalog.=) 'f'),
                 (SELECT CASE WHEN pg_catalog.count(child.sql_name) FILTER (WHERE NOT child.has) OPERATOR(pg_catalog.>) 0
                              THEN pg_catalog.format(
                                  'its table has %%s child tables, whose rows it does not have; %%s of them, such as %%s, have no'
                                      OPERATOR(pg_catalog.||) ' valid index like it',
                                  pg_catalog.count(child.sql_name), pg_catalog.count(child.sql_name) FILTER (WHERE NOT child.has),
                                  pg_catalog.min(child.sql_name) FILTER (WHERE NOT child.has)) END
                    FROM (SELECT c.oid::pg_catalog.regclass::pg_catalog.text AS sql_name,
                                 EXISTS (SELECT
                                           FROM pg_catalog.pg_index o
                                           JOIN pg_catalog.pg_class oc ON oc.oid OPERATOR(pg_catalog.=) o.indexrelid
                                          WHERE o.indrelid OPERATOR(pg_catalog.=) c.oid
                                            AND o.indisvalid AND o.indisready AND o.indislive
                                            AND (oc.relam, o.indisunique, o.indnatts, o.indnkeyatts, o.indclass, o.indcollation, o.indoption)
                                                OPERATOR(pg_catalog.=)
                                                (i.relam, x.indisunique, x.indnatts, x.indnkeyatts, x.indclass, x.indcollation, x.indoption)
                                            AND %1$s OPERATOR(pg_catalog.=) %2$s
                                            AND (o.indexprs IS NULL AND o.indpred IS NULL AND x.indexprs IS NULL AND x.indpred IS NULL
                                                 OR CASE WHEN EXISTS (SELECT FROM locked l
                                                                       WHERE l.relation OPERATOR(pg_catalog.=) ANY (ARRAY[c.oid, x.indrelid]))
                                                         THEN false
                                                         ELSE %3$s OPERATOR(pg_catalog.=) %4$s END)) AS has
                            FROM descendant JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) descendant.oid
                           WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,m}') AND NOT c.relispartition) child)))""".formatted(columns("o"), columns("x"), expressions("o"), expressions("x"));

    private RowsElsewhere() {}

    /** The names of an index's columns, an empty one for an expression. */
    private static String columns(String index) {
        return """
                ARRAY(SELECT coalesce(a.attname::pg_catalog.text, '')
                        FROM pg_catalog.unnest(%1$s.indkey) WITH ORDINALITY AS k (attnum, n)
                        LEFT JOIN pg_catalog.pg_attribute a
                             ON (a.attrelid, a.attnum) OPERATOR(pg_catalog.=) (%1$s.indrelid, k.attnum)
                       ORDER BY k.n)""".formatted(index);
    }

    private static String expressions(String index) {
        return """
                pg_catalog.concat(pg_catalog.pg_get_expr(%1$s.indexprs, %1$s.indrelid), ' WHERE ',
                                  pg_catalog.pg_get_expr(%1$s.indpred, %1$s.indrelid))""".formatted(index);
    }
}
