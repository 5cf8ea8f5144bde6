package dev.compositeindex.guard;

import dev.compositeindex.text.Log;
import java.sql.Connection;
import java.sql.SQLException;

/** Rows with equal keys, at which the build of a unique index fails. */
final class EqualKeys {

    private static final Log LOG = Log.of(EqualKeys.class);

    private static final String STATE = "23505";

    /** Asked of what the failed build has left. */
    private static final String QUERY = """
            SELECT pg_catalog.format(
                       'SELECT %s, pg_catalog.count(*) FROM %s%s GROUP BY %s HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 1',
                       k.keys, ?::pg_catalog.text, coalesce(' WHERE ' OPERATOR(pg_catalog.||) w.conditions, ''), k.numbers)
              FROM pg_catalog.pg_index x
              JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) x.indexrelid
              CROSS JOIN LATERAL (
                       SELECT pg_catalog.string_agg(pg_catalog.pg_get_indexdef(x.indexrelid, n, true), ', ' ORDER BY n) AS keys,
                              pg_catalog.string_agg(n::pg_catalog.text, ', ' ORDER BY n) AS numbers,
                              pg_catalog.string_agg(
                                  pg_catalog.pg_get_indexdef(x.indexrelid, n, true) OPERATOR(pg_catalog.||) ' IS NOT NULL', ' AND '
                                  ORDER BY n) AS not_null
                         FROM pg_catalog.generate_series(1, x.indnkeyatts::int) AS g (n)) k
              CROSS JOIN LATERAL (
                       SELECT pg_catalog.string_agg(s.condition, ' AND ') AS conditions
                         FROM (VALUES (pg_catalog.pg_get_expr(x.indpred, x.indrelid)),
                                      (CASE WHEN coalesce(pg_catalog.to_jsonb(x) OPERATOR(pg_catalog.->>) 'indnullsnotdistinct', 'false')
                                                 OPERATOR(pg_catalog.=) 'false'
                                            THEN k.not_null END)) AS s (condition)) w
             WHERE x.indrelid OPERATOR(pg_catalog.=) ?::pg_catalog.oid AND c.relname OPERATOR(pg_catalog.=) ?
            """;

    private EqualKeys() {}

    /** Whether that is what a server says with a state. */
    static boolean isMeantBy(String state) {
        return state.equals(STATE);
    }

    /** A query that lists them; empty if none can be had. */
    static String query(String tableName, long table, String index, Connection connection) {
        try {
            return Sql.text(connection, QUERY, tableName, table, index);
        } catch (SQLException e) {
            LOG.debug("What the rows with equal keys are cannot be asked", e);
            return "";
        }
    }
}
