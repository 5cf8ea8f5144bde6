package dev.compositeindex.catalog;

import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a {@link Shape} out of the catalogue, as one value: an array of a row for the index and a row for each column. */
final class ShapeSql {

    /**
     * {@code pg_index} is read as a JSON object once because {@code indnullsnotdistinct} exists only since 15.
     *
     * <p>What the server takes if nothing is named goes by no name, so that a key that names nothing is in the catalogue as it
     * is written. Other operator classes go by the name of the oldest that is the same, in a shape; last in each row is the one
     * that the index was built with by its own name, also if the server takes it by itself, but an extension has brought it for
     * a type of the server's.
     *
     * <p>Of an expression only the index knows the type, unless the operator class stores another one: then it is named. The
     * expression's own collation nobody knows, so there the one that the index has is held against the database's, number 100.
     * Parameters of operator classes are kept as they were written, so that of numbers only the value is taken.
     *
     * <p>To print an expression, the server locks the table; and it prints nothing if that has been dropped meanwhile.
     */
    private static final String SQL = """
            (SELECT ARRAY[ARRAY[
                        am.amname::pg_catalog.text,
                        x.indisunique::pg_catalog.text,
                        coalesce(pg_catalog.to_jsonb(x) OPERATOR(pg_catalog.->>) 'indnullsnotdistinct', 'false'),
                        (NOT x.indimmediate)::pg_catalog.text,
                        x.indisexclusion::pg_catalog.text,
                        CASE WHEN x.indpred IS NULL THEN ''
                             ELSE coalesce(CASE WHEN %2$s THEN %3$s END, 'one that cannot be read now') END,
                        '', '']]
                    OPERATOR(pg_catalog.||) (SELECT pg_catalog.array_agg(ARRAY[
                        (v.n OPERATOR(pg_catalog.<=) x.indnkeyatts)::pg_catalog.text,
                        CASE WHEN a.attname IS NOT NULL THEN a.attname::pg_catalog.text
                             ELSE coalesce(CASE WHEN %2$s THEN %4$s END, '(an expression)') END,
                        (a.attname IS NULL)::pg_catalog.text,
                        CASE WHEN v.collation_oid OPERATOR(pg_catalog.<>) ALL (ARRAY[0, coalesce(a.attcollation, 100)])
                             THEN v.collation_oid::pg_catalog.regcollation::pg_catalog.text
                             ELSE '' END,
                        CASE WHEN NOT class.implied OR class.parameters IS NOT NULL
                             THEN pg_catalog.concat(
                                      (SELECT %5$s
                                         FROM pg_catalog.pg_opclass e
                                        WHERE %6$s
                                        ORDER BY e.oid
                                        LIMIT 1),
                                      class.parameters)
                             ELSE '' END,
                        coalesce(pg_catalog.pg_index_column_has_property(x.indexrelid, k.attnum, 'desc'), false)::pg_catalog.text,
                        coalesce(pg_catalog.pg_index_column_has_property(x.indexrelid, k.attnum, 'nulls_first'), false)::pg_catalog.text,
                        CASE WHEN base.oid IS NOT NULL AND NOT class.implied OR class.parameters IS NOT NULL
                               OR oc.opcnamespace OPERATOR(pg_catalog.<>) 'pg_catalog'::pg_catalog.regnamespace
                                  AND EXISTS (SELECT FROM pg_catalog.pg_type i
                                               WHERE (i.oid, i.typnamespace) OPERATOR(pg_catalog.=)
                                                     (oc.opcintype, 'pg_catalog'::pg_catalog.regnamespace))
                             THEN pg_catalog.concat(%7$s, class.parameters)
                             ELSE '' END]
                       ORDER BY v.n)
                   FROM ROWS FROM (pg_catalog.unnest(x.indkey), pg_catalog.unnest(x.indclass), pg_catalog.unnest(x.indcollation))
                        WITH ORDINALITY AS v (attnum, class_oid, collation_oid, n)
                   JOIN pg_catalog.pg_attribute k
                        ON (k.attrelid, k.attnum) OPERATOR(pg_catalog.=) (x.indexrelid, v.n)
                   LEFT JOIN pg_catalog.pg_attribute a
                        ON (a.attrelid, a.attnum) OPERATOR(pg_catalog.=) (x.indrelid, v.attnum)
                   LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid OPERATOR(pg_catalog.=) v.class_oid
                   LEFT JOIN LATERAL (
                            WITH RECURSIVE domain AS (
                                SELECT t.oid, t.typtype, t.typbasetype, t.typcategory, t.typsubscript
                                  FROM pg_catalog.pg_type t
                                 WHERE t.oid OPERATOR(pg_catalog.=) coalesce(
                                           a.atttypid, CASE WHEN oc.opckeytype OPERATOR(pg_catalog.=) 0 THEN k.atttypid END)
                                UNION ALL
                                SELECT t.oid, t.typtype, t.typbasetype, t.typcategory, t.typsubscript
                                  FROM domain JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) domain.typbasetype)
                            SELECT domain.oid, domain.typtype, domain.typcategory, domain.typsubscript
                              FROM domain
                             WHERE domain.typtype OPERATOR(pg_catalog.<>) 'd') base ON true
                   LEFT JOIN LATERAL (
                            SELECT base.oid IS NOT NULL AND coalesce(%8$s, false) AS implied,
                                   '(' OPERATOR(pg_catalog.||)
                                       (SELECT pg_catalog.string_agg(
                                                   CASE WHEN o OPERATOR(pg_catalog.~) '=[+-]?([0-9]{1,20}[.]?[0-9]{0,40}|[.][0-9]{1,40})([eE][+-]?[0-9]{1,3})?$'
                                                        THEN pg_catalog.concat(
                                                                 pg_catalog.split_part(o, '=', 1), '=',
                                                                 pg_catalog.trim_scale(pg_catalog.split_part(o, '=', 2)::pg_catalog.numeric))
                                                        ELSE o END, ', ' ORDER BY o)
                                          FROM pg_catalog.unnest(k.attoptions) AS u (o))
                                       OPERATOR(pg_catalog.||) ')' AS parameters) class ON true)
               FROM pg_catalog.pg_index x
               JOIN pg_catalog.pg_class ic ON ic.oid OPERATOR(pg_catalog.=) x.indexrelid
               JOIN pg_catalog.pg_am am ON am.oid OPERATOR(pg_catalog.=) ic.relam
              WHERE x.indexrelid OPERATOR(pg_catalog.=) %1$s)""";

    private static final String PREDICATE = "pg_catalog.pg_get_expr(x.indpred, x.indrelid)";
    private static final String EXPRESSION = "pg_catalog.pg_get_indexdef(x.indexrelid, k.attnum, false)";

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
        return of(index, "true", renamed(PREDICATE, copy, table), renamed(EXPRESSION, copy, table));
    }

    /** What follows the copy's name in the definition of such an index, likewise. */
    static String clausesOfCopy(String index, String copy, String table) {
        String definition = "pg_catalog.pg_get_indexdef(" + index + ")";
        String name = "pg_catalog.concat('.', " + copy + ", ' ')";
        return renamed(
                "pg_catalog.substr(" + definition + ", pg_catalog.strpos(" + definition + ", " + name
                        + ") OPERATOR(pg_catalog.+) pg_catalog.length(" + name + "))",
                copy,
                table);
    }

    private static String renamed(String text, String copy, String table) {
        return "pg_catalog.replace(" + text + ", pg_catalog.concat(" + copy + ", '.*'), pg_catalog.concat(" + table
                + ", '.*'))";
    }

    private static String of(String index, String readable, String predicate, String expression) {
        return SQL.formatted(
                index,
                readable,
                predicate,
                expression,
                OperatorClassSql.name("e"),
                OperatorClassSql.isSame("e", "oc"),
                OperatorClassSql.name("oc"),
                OperatorClassSql.isImplied());
    }

    /** The operator class of each key by its own name; empty where the server's own is taken, or none needs a name. */
    static List<String> operatorClasses(Array value) throws SQLException {
        String[][] rows = (String[][]) value.getArray();
        return Arrays.stream(rows)
                .skip(1)
                .filter(row -> isTrue(row[0]))
                .map(row -> row[7])
                .toList();
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
