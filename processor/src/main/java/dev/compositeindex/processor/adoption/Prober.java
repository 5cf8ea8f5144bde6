package dev.compositeindex.processor.adoption;

import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks the server which of a table's indexes a declared definition stands for, in two round trips for all of them. */
final class Prober {
    /**
     * What an index stands for, in one text: all that {@code pg_get_indexdef} prints, but for its name, its table, its
     * storage parameters, and its expressions and predicate. Operator classes are equal if they behave alike, as above.
     */
    private static final String SHAPE = """
            CREATE FUNCTION pg_temp.compositeindex_shape(index pg_catalog.oid) RETURNS pg_catalog.text LANGUAGE sql STABLE AS $body$
                SELECT ROW(c.relam, x.indisunique, pg_catalog.to_jsonb(x) OPERATOR(pg_catalog.->>) 'indnullsnotdistinct',
                           x.indimmediate, x.indisexclusion, x.indnkeyatts, x.indpred IS NULL,
                           (SELECT pg_catalog.array_agg(
                                       ROW(a.attname, k.option, oc.opcfamily, oc.opcintype, k.collation_oid,
                                           ARRAY(SELECT o FROM pg_catalog.unnest(ia.attoptions) AS o ORDER BY o))::pg_catalog.text
                                       ORDER BY k.n)
                              FROM ROWS FROM (pg_catalog.unnest(x.indkey), pg_catalog.unnest(x.indoption), pg_catalog.unnest(x.indclass),
                                              pg_catalog.unnest(x.indcollation))
                                   WITH ORDINALITY AS k (attnum, option, class_oid, collation_oid, n)
                              LEFT JOIN pg_catalog.pg_attribute a
                                     ON (a.attrelid, a.attnum) OPERATOR(pg_catalog.=) (x.indrelid, k.attnum)
                              LEFT JOIN pg_catalog.pg_attribute ia
                                     ON (ia.attrelid, ia.attnum) OPERATOR(pg_catalog.=) (x.indexrelid, k.n)
                              LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid OPERATOR(pg_catalog.=) k.class_oid))::pg_catalog.text
                  FROM pg_catalog.pg_index x
                  JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) x.indexrelid
                 WHERE x.indexrelid OPERATOR(pg_catalog.=) $1
            $body$
            """;

    /** The expressions and the predicate of an index, as the server prints them; empty if there are none. */
    private static final String TEXTS = """
            CREATE FUNCTION pg_temp.compositeindex_texts(index pg_catalog.oid) RETURNS pg_catalog.text LANGUAGE sql STABLE AS $body$
                SELECT pg_catalog.concat_ws(', ', pg_catalog.pg_get_expr(x.indexprs, x.indrelid),
                           '(' OPERATOR(pg_catalog.||) pg_catalog.pg_get_expr(x.indpred, x.indrelid) OPERATOR(pg_catalog.||) ')')
                  FROM pg_catalog.pg_index x
                 WHERE x.indexrelid OPERATOR(pg_catalog.=) $1
            $body$
            """;

    /**
     * What the server makes of such texts when it reads them, since it does not always print again what it has printed: what
     * it has parsed, but for places in the source and the notation. The predicate of an index on the copy holds them all;
     * null if the server refuses it.
     */
    private static final String AGAIN = """
            CREATE FUNCTION pg_temp.compositeindex_again(texts pg_catalog.text) RETURNS pg_catalog.text LANGUAGE plpgsql AS $body$
            DECLARE
                again pg_catalog.text;
            BEGIN
                EXECUTE pg_catalog.format(
                    'CREATE INDEX compositeindex_again ON pg_temp.compositeindex_copy ((1)) WHERE ROW(%s) IS NULL', texts);
                again := (SELECT pg_catalog.regexp_replace(
                                     x.indpred::pg_catalog.text, ' :[a-z_]*(format|location|list_start|list_end) -?[0-9]+', '', 'g')
                            FROM pg_catalog.pg_index x
                           WHERE x.indexrelid OPERATOR(pg_catalog.=) 'pg_temp.compositeindex_again'::pg_catalog.regclass);
                DROP INDEX pg_temp.compositeindex_again;
                RETURN again;
            EXCEPTION
                WHEN OTHERS THEN
                    RETURN NULL;
            END
            $body$
            """;

    /**
     * Builds each declared index on an empty temporary table like the real one, and compares its shape with those of the
     * real table's indexes: the server has read both. Each has a subtransaction of its own that is always rolled back: what
     * fails for one hides no other, and locks and files do not pile up. A copy with the table's own name gives it up
     * before anything is printed, since it hides a type of that name.
     */
    private static final String COMPARISON = """
            CREATE FUNCTION pg_temp.compositeindex_probe(
                tables pg_catalog.text[], names pg_catalog.text[], copies pg_catalog.text[], builds pg_catalog.text[])
            RETURNS TABLE (
                ord integer, table_schema pg_catalog.text, table_kind pg_catalog.text, relation_kind pg_catalog.text,
                same bigint[], printed pg_catalog.text, refusal pg_catalog.text)
            LANGUAGE plpgsql AS $body$
            DECLARE
                copy constant pg_catalog.text := 'pg_temp.compositeindex_copy';
                target pg_catalog.oid;
                built pg_catalog.oid;
                alike pg_catalog.jsonb;
                texts pg_catalog.text;
                actual pg_catalog.jsonb := (
                    SELECT pg_catalog.jsonb_object_agg(i.shape, i.texts)
                      FROM (SELECT pg_catalog.concat(x.indrelid, ' ', pg_temp.compositeindex_shape(x.indexrelid)) AS shape,
                                   pg_catalog.jsonb_object_agg(x.indexrelid, pg_temp.compositeindex_texts(x.indexrelid)) AS texts
                              FROM pg_catalog.pg_index x
                             WHERE x.indrelid OPERATOR(pg_catalog.=) ANY (
                                       SELECT pg_catalog.to_regclass(t.name) FROM pg_catalog.unnest(tables) AS t (name))
                             GROUP BY 1) i);
            BEGIN
                FOR i IN 1 .. pg_catalog.cardinality(tables) LOOP
                    ord := i;
                    same := NULL;
                    printed := NULL;
                    refusal := NULL;
                    target := pg_catalog.to_regclass(tables[i]);
                    SELECT n.nspname, t.relkind INTO table_schema, table_kind
                      FROM pg_catalog.pg_class t
                      JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.relnamespace
                     WHERE t.oid OPERATOR(pg_catalog.=) target;
                    SELECT c.relkind INTO relation_kind
                      FROM pg_catalog.pg_class c
                      JOIN pg_catalog.pg_class t ON t.relnamespace OPERATOR(pg_catalog.=) c.relnamespace
                     WHERE t.oid OPERATOR(pg_catalog.=) target AND c.relname OPERATOR(pg_catalog.=) names[i];
                    BEGIN
                        IF target IS NULL THEN
                            RAISE SQLSTATE 'CI000';
                        END IF;
                        EXECUTE pg_catalog.format('CREATE TEMPORARY TABLE %s (LIKE %s)', copies[i], tables[i]);
                        EXECUTE builds[i];
                        IF copies[i] OPERATOR(pg_catalog.<>) copy THEN
                            EXECUTE pg_catalog.format('ALTER TABLE %s RENAME TO compositeindex_copy', copies[i]);
                        END IF;
                        SELECT x.indexrelid INTO STRICT built
                          FROM pg_catalog.pg_index x
                         WHERE x.indrelid OPERATOR(pg_catalog.=) copy::pg_catalog.regclass;
                        alike := actual OPERATOR(pg_catalog.->) pg_catalog.concat(target, ' ', pg_temp.compositeindex_shape(built));
                        texts := pg_temp.compositeindex_texts(built);
                        same := ARRAY(SELECT key::bigint FROM pg_catalog.jsonb_each_text(alike)
                                       WHERE value OPERATOR(pg_catalog.=) texts);
                        IF pg_catalog.cardinality(same) OPERATOR(pg_catalog.=) 0 AND texts OPERATOR(pg_catalog.<>) '' THEN
                            texts := pg_temp.compositeindex_again(texts);
                            same := ARRAY(SELECT key::bigint FROM pg_catalog.jsonb_each_text(alike)
                                           WHERE pg_temp.compositeindex_again(value) OPERATOR(pg_catalog.=) texts);
                        END IF;
                        printed := pg_catalog.pg_get_indexdef(built);
                        RAISE SQLSTATE 'CI000';
                    EXCEPTION
                        WHEN SQLSTATE 'CI000' THEN
                            NULL;
                        WHEN OTHERS THEN
                            refusal := SQLERRM;
                    END;
                    RETURN NEXT;
                END LOOP;
            END
            $body$
            """;

    private static final String PROBE = "SELECT * FROM pg_temp.compositeindex_probe(?, ?, ?, ?) ORDER BY ord";

    private final Connection connection;

    Prober(Connection connection) {
        this.connection = connection;
    }

    /** What the server says to each, in the same order. Needs a transaction that is rolled back. */
    List<Probe> probe(List<IndexStatement> declared) throws SQLException {
        List<Probe> probes = new ArrayList<>();
        if (declared.isEmpty()) {
            return probes;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.join(";", SHAPE, TEXTS, AGAIN, COMPARISON));
        }
        try (PreparedStatement statement = connection.prepareStatement(PROBE)) {
            statement.setArray(1, SqlValues.texts(connection, declared, index -> Identifiers.quote(index.table())));
            statement.setArray(2, SqlValues.texts(connection, declared, IndexStatement::name));
            statement.setArray(3, SqlValues.texts(connection, declared, Prober::copy));
            statement.setArray(
                    4,
                    SqlValues.texts(
                            connection, declared, index -> index.identity().buildOn(copy(index))));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    probes.add(new Probe(
                            SqlValues.orEmpty(row, "table_schema"),
                            SqlValues.orEmpty(row, "table_kind"),
                            SqlValues.orEmpty(row, "relation_kind"),
                            SqlValues.list(row, "same"),
                            SqlValues.orEmpty(row, "printed"),
                            SqlValues.orEmpty(row, "refusal")));
                }
            }
        }
        return probes;
    }

    /** The table's name only where a predicate needs it: while the copy has it, it hides a type of that name. */
    private static String copy(IndexStatement index) {
        return "pg_temp."
                + (index.qualifiesColumns() ? Identifiers.quote(index.table().name()) : "compositeindex_copy");
    }
}
