package dev.compositeindex.guard;

import dev.compositeindex.catalog.PendingMark;
import dev.compositeindex.catalog.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of an index that no migration records without comparing definitions, for all of them in one round trip.
 *
 * @param kind how it is
 * @param schema that of its table, as SQL; empty if there is no table
 */
record PendingGlance(Kind kind, String schema) {

    /** How an index may be. */
    enum Kind {
        /** Its table is not there. */
        NO_TABLE,
        /** Nothing bears its name. */
        ABSENT,
        /** It is there as it was built from this very definition. */
        AS_BUILT,
        /** Something bears its name: it has to be looked at. */
        UNSURE
    }

    private static final String SQL = """
            SELECT t.relnamespace::pg_catalog.regnamespace AS schema_name, c.oid IS NOT NULL AS found,
                   i.indisvalid AND i.indisready AND i.indislive AND i.indrelid OPERATOR(pg_catalog.=) t.oid AS usable,
                   pg_catalog.obj_description(c.oid, 'pg_class') AS description,
                   pg_catalog.pg_get_indexdef(i.indexrelid) AS definition
              FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]))
                   WITH ORDINALITY AS w (table_name, index_name, ord)
              LEFT JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(w.table_name)
              LEFT JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) t.relnamespace
                                             AND c.relname OPERATOR(pg_catalog.=) w.index_name
              LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
             ORDER BY w.ord
            """;

    /** One for each index, in their order. */
    static List<PendingGlance> at(List<PendingIndex> indexes, Connection connection) throws SQLException {
        List<PendingGlance> glances = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, connection.createArrayOf("text", texts(indexes, PendingIndex::sqlTable)));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            texts(indexes, index -> index.definition().address().name())));
            try (ResultSet rows = statement.executeQuery()) {
                for (PendingIndex index : indexes) {
                    rows.next();
                    glances.add(of(index, rows));
                }
            }
        }
        return glances;
    }

    private static Object[] texts(List<PendingIndex> indexes, Function<PendingIndex, String> text) {
        return indexes.stream().map(text).toArray();
    }

    private static PendingGlance of(PendingIndex index, ResultSet row) throws SQLException {
        String schema = row.getString("schema_name");
        if (schema == null) {
            return new PendingGlance(Kind.NO_TABLE, "");
        } else if (!row.getBoolean("found")) {
            return new PendingGlance(Kind.ABSENT, schema);
        }
        boolean isAsBuilt =
                row.getBoolean("usable") && isOf(index, row.getString("description"), row.getString("definition"));
        return new PendingGlance(isAsBuilt ? Kind.AS_BUILT : Kind.UNSURE, schema);
    }

    private static boolean isOf(PendingIndex index, @Nullable String comment, @Nullable String server) {
        if (comment == null || server == null) {
            return false;
        }
        Optional<PendingMark> mark = PendingMark.in(comment);
        return mark.isPresent() && mark.get().isAsBuilt(server) && comment.equals(index.comment(server));
    }

    /** A name in the table's schema, as SQL. */
    String qualified(String name) {
        return schema + "." + SqlText.name(name);
    }
}
