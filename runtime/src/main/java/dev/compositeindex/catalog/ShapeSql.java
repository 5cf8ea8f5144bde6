package dev.compositeindex.catalog;

import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@link Shape} out of the catalogue, as one value: an array of a row for the index and a row for each column. */
final class ShapeSql {

    /**
     * {@code pg_index} is read as a JSON object once because {@code indnullsnotdistinct} exists only since 15.
     *
     * <p>Operator classes are the same if they have the family and the input type in common: {@code varchar_ops} is stored as
     * one of its own, but behaves as {@code text_ops} does. All of them go by the name of the oldest, and the default by none.
     * But the default of another type is not meant by that: a {@code varchar} column can have {@code bpchar_ops}, though the
     * server, asked for a default, would take that of the preferred type, {@code text}.
     *
     * <p>Of an expression only the index knows the type, unless the operator class stores another one; its own collation
     * nobody knows, so there the one that the index has is held against the database's, number 100.
     *
     * <p>To print an expression, the server locks the table; and it prints nothing if that has been dropped meanwhile.
     */
    private static final String SQL = """
            (SELECT ARRAY[ARRAY[
                        am.amname::text,
                        x.indisunique::text,
                        coalesce(to_jsonb(x) ->> 'indnullsnotdistinct', 'false'),
                        (NOT x.indimmediate)::text,
                        x.indisexclusion::text,
                        CASE WHEN x.indpred IS NULL THEN ''
                             ELSE coalesce(CASE WHEN %2$s THEN %3$s END, 'one that cannot be read now') END,
                        '']]
                    || (SELECT array_agg(ARRAY[
                        (k.attnum <= x.indnkeyatts)::text,
                        CASE WHEN a.attname IS NOT NULL THEN a.attname::text
                             ELSE coalesce(CASE WHEN %2$s THEN %4$s END, '(an expression)') END,
                        (a.attname IS NULL)::text,
                        CASE WHEN x.indcollation[k.attnum - 1] NOT IN (0, coalesce(a.attcollation, 100))
                             THEN (SELECT CASE WHEN pg_collation_is_visible(co.oid) THEN '' ELSE quote_ident(ns.nspname) || '.' END
                                          || quote_ident(co.collname)
                                     FROM pg_collation co
                                     JOIN pg_namespace ns ON ns.oid = co.collnamespace
                                    WHERE co.oid = x.indcollation[k.attnum - 1])
                             ELSE '' END,
                        CASE WHEN k.attoptions IS NOT NULL
                               OR NOT EXISTS (SELECT FROM pg_opclass e
                                               WHERE e.opcmethod = oc.opcmethod AND e.opcfamily = oc.opcfamily
                                                 AND e.opcintype = oc.opcintype AND e.opcdefault)
                               OR oc.opcintype <> base.type
                                  AND EXISTS (SELECT FROM pg_opclass e
                                                JOIN pg_type et ON et.oid = e.opcintype
                                               WHERE e.opcmethod = oc.opcmethod AND e.opcdefault AND e.opcintype <> oc.opcintype
                                                 AND (e.opcintype = base.type
                                                      OR et.typispreferred AND EXISTS (
                                                             SELECT FROM pg_cast c
                                                              WHERE c.castsource = base.type AND c.casttarget = e.opcintype
                                                                AND c.castmethod = 'b' AND c.castcontext = 'i')))
                             THEN (SELECT CASE WHEN pg_opclass_is_visible(e.oid) THEN '' ELSE quote_ident(ns.nspname) || '.' END
                                          || quote_ident(e.opcname)
                                     FROM pg_opclass e
                                     JOIN pg_namespace ns ON ns.oid = e.opcnamespace
                                    WHERE e.opcmethod = oc.opcmethod AND e.opcfamily = oc.opcfamily
                                      AND e.opcintype = oc.opcintype AND e.opckeytype = oc.opckeytype
                                    ORDER BY e.oid
                                    LIMIT 1)
                                  || coalesce('(' || (SELECT string_agg(o, ', ' ORDER BY o)
                                                        FROM unnest(k.attoptions) AS u (o)) || ')', '')
                             ELSE '' END,
                        coalesce((x.indoption[k.attnum - 1] & 1) <> 0, false)::text,
                        coalesce((x.indoption[k.attnum - 1] & 2) <> 0, false)::text]
                       ORDER BY k.attnum)
                   FROM pg_attribute k
                   LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.attnum - 1] AND a.attnum <> 0
                   LEFT JOIN pg_opclass oc ON oc.oid = x.indclass[k.attnum - 1]
                   LEFT JOIN pg_type ty ON ty.oid = coalesce(a.atttypid, CASE WHEN oc.opckeytype = 0 THEN k.atttypid END)
                   LEFT JOIN LATERAL (
                            SELECT CASE WHEN ty.typtype <> 'd' THEN ty.oid
                                        ELSE (WITH RECURSIVE domain AS (
                                                  SELECT ty.typtype, ty.typbasetype
                                                  UNION ALL
                                                  SELECT b.typtype, b.typbasetype
                                                    FROM domain JOIN pg_type b ON b.oid = domain.typbasetype
                                                   WHERE b.typtype = 'd')
                                              SELECT b.oid
                                                FROM domain JOIN pg_type b ON b.oid = domain.typbasetype
                                               WHERE b.typtype <> 'd') END) base (type) ON true
                  WHERE k.attrelid = x.indexrelid AND k.attnum > 0)
               FROM pg_index x
               JOIN pg_class ic ON ic.oid = x.indexrelid
               JOIN pg_am am ON am.oid = ic.relam
              WHERE x.indexrelid = %1$s)""";

    private static final String PREDICATE = "pg_get_expr(x.indpred, x.indrelid)";
    private static final String EXPRESSION = "pg_get_indexdef(x.indexrelid, k.attnum, false)";

    private ShapeSql() {}

    /**
     * The value, as an expression; null if there is no such index.
     *
     * @param index the index's object identifier, as SQL
     * @param readable whether its table may be locked to print expressions, as SQL
     */
    static String of(String index, String readable) {
        return of(index, readable, PREDICATE, EXPRESSION);
    }

    /**
     * The value of an index on a copy of a table, printed as if that were the table.
     *
     * @param index the index's object identifier, as SQL
     * @param copy the copy's name, quoted where it has to be, as a value in SQL
     * @param table the table's, likewise
     */
    static String ofCopy(String index, String copy, String table) {
        String renamed = "replace(%s, " + copy + " || '.*', " + table + " || '.*')";
        return of(index, "true", renamed.formatted(PREDICATE), renamed.formatted(EXPRESSION));
    }

    private static String of(String index, String readable, String predicate, String expression) {
        return SQL.formatted(index, readable, predicate, expression);
    }

    /** The shape that such a value stands for. */
    static Shape read(Array value) throws SQLException {
        String[][] rows = (String[][]) value.getArray();
        List<Shape.Key> keys = new ArrayList<>();
        List<String> include = new ArrayList<>();
        for (int i = 1; i < rows.length; i++) {
            if (isTrue(rows[i][0])) {
                keys.add(key(rows[i]));
            } else {
                include.add(rows[i][1]);
            }
        }
        String[] index = rows[0];
        Shape.Uniqueness uniqueness =
                new Shape.Uniqueness(isTrue(index[1]), isTrue(index[2]), isTrue(index[3]), isTrue(index[4]));
        return new Shape(index[0], uniqueness, keys, include, index[5]);
    }

    private static Shape.Key key(String[] row) {
        return new Shape.Key(
                part(row[1]),
                isTrue(row[2]),
                row[3],
                row[4],
                isTrue(row[5]) ? SortOrder.DESC : SortOrder.ASC,
                isTrue(row[6]) ? NullsOrder.FIRST : NullsOrder.LAST);
    }

    /** The server puts parentheses around each operator, and then around what is no call. */
    private static String part(String printed) {
        return printed.startsWith("((") && printed.endsWith("))")
                ? printed.substring(1, printed.length() - 1)
                : printed;
    }

    private static boolean isTrue(String value) {
        return value.equals("true");
    }
}
