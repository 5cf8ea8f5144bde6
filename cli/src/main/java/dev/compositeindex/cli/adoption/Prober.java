package dev.compositeindex.cli.adoption;

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
            CREATE FUNCTION pg_temp.compositeindex_shape(index oid) RETURNS text LANGUAGE sql STABLE AS $body$
                SELECT ROW(c.relam, x.indisunique, to_jsonb(x) ->> 'indnullsnotdistinct', x.indimmediate, x.indisexclusion,
                           x.indnkeyatts, x.indpred IS NULL,
                           (SELECT array_agg(ROW(a.attname, x.indoption[k.n - 1], oc.opcfamily, oc.opcintype,
                                                 x.indcollation[k.n - 1],
                                                 ARRAY(SELECT o FROM unnest(ia.attoptions) AS o ORDER BY o))::text ORDER BY k.n)
                              FROM generate_series(1, x.indnatts) AS k (n)
                              LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.n - 1] AND a.attnum <> 0
                              LEFT JOIN pg_attribute ia ON ia.attrelid = x.indexrelid AND ia.attnum = k.n
                              LEFT JOIN pg_opclass oc ON oc.oid = x.indclass[k.n - 1]))::text
                  FROM pg_index x
                  JOIN pg_class c ON c.oid = x.indexrelid
                 WHERE x.indexrelid = $1
            $body$
            """;

    /** The expressions and the predicate of an index, as the server prints them; empty if there are none. */
    private static final String TEXTS = """
            CREATE FUNCTION pg_temp.compositeindex_texts(index oid) RETURNS text LANGUAGE sql STABLE AS $body$
                SELECT concat_ws(', ', pg_get_expr(x.indexprs, x.indrelid), '(' || pg_get_expr(x.indpred, x.indrelid) || ')')
                  FROM pg_index x
                 WHERE x.indexrelid = $1
            $body$
            """;

    /**
     * What the server makes of such texts when it reads them, since it does not always print again what it has printed: what
     * it has parsed, but for places in the source and the notation. The predicate of an index on the copy holds them all;
     * null if the server refuses it.
     */
    private static final String AGAIN = """
            CREATE FUNCTION pg_temp.compositeindex_again(texts text) RETURNS text LANGUAGE plpgsql AS $body$
            DECLARE
                again text;
            BEGIN
                EXECUTE 'CREATE INDEX compositeindex_again ON pg_temp.compositeindex_copy ((1)) WHERE ROW(' || texts || ') IS NULL';
                again := (SELECT regexp_replace(x.indpred::text, ' :[a-z_]*(format|location|list_start|list_end) -?[0-9]+', '', 'g')
                            FROM pg_index x
                           WHERE x.indexrelid = 'pg_temp.compositeindex_again'::regclass);
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
            CREATE FUNCTION pg_temp.compositeindex_probe(tables text[], names text[], copies text[], builds text[])
            RETURNS TABLE (ord integer, table_schema text, table_kind text, relation_kind text, same bigint[], printed text, refusal text)
            LANGUAGE plpgsql AS $body$
            DECLARE
                copy constant text := 'pg_temp.compositeindex_copy';
                target oid;
                built oid;
                alike jsonb;
                texts text;
                actual jsonb := (
                    SELECT jsonb_object_agg(i.shape, i.texts)
                      FROM (SELECT x.indrelid || ' ' || pg_temp.compositeindex_shape(x.indexrelid) AS shape,
                                   jsonb_object_agg(x.indexrelid, pg_temp.compositeindex_texts(x.indexrelid)) AS texts
                              FROM pg_index x
                             WHERE x.indrelid IN (SELECT to_regclass(t.name) FROM unnest(tables) AS t (name))
                             GROUP BY 1) i);
            BEGIN
                FOR i IN 1 .. cardinality(tables) LOOP
                    ord := i;
                    same := NULL;
                    printed := NULL;
                    refusal := NULL;
                    target := to_regclass(tables[i]);
                    SELECT n.nspname, t.relkind INTO table_schema, table_kind
                      FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
                     WHERE t.oid = target;
                    SELECT c.relkind INTO relation_kind
                      FROM pg_class c JOIN pg_class t ON t.relnamespace = c.relnamespace
                     WHERE t.oid = target AND c.relname::text = names[i];
                    BEGIN
                        IF target IS NULL THEN
                            RAISE SQLSTATE 'CI000';
                        END IF;
                        EXECUTE 'CREATE TEMPORARY TABLE ' || copies[i] || ' (LIKE ' || tables[i] || ')';
                        EXECUTE builds[i];
                        IF copies[i] <> copy THEN
                            EXECUTE 'ALTER TABLE ' || copies[i] || ' RENAME TO compositeindex_copy';
                        END IF;
                        SELECT x.indexrelid INTO STRICT built FROM pg_index x WHERE x.indrelid = copy::regclass;
                        alike := actual -> (target || ' ' || pg_temp.compositeindex_shape(built));
                        texts := pg_temp.compositeindex_texts(built);
                        same := ARRAY(SELECT key::bigint FROM jsonb_each_text(alike) WHERE value = texts);
                        IF same = '{}' AND texts <> '' THEN
                            texts := pg_temp.compositeindex_again(texts);
                            same := ARRAY(SELECT key::bigint FROM jsonb_each_text(alike)
                                           WHERE pg_temp.compositeindex_again(value) = texts);
                        END IF;
                        printed := pg_get_indexdef(built);
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
