package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.IndexKey;
import dev.compositeindex.processor.model.IndexSpec;
import java.util.stream.Collectors;

/** The one place where an index becomes SQL. */
public final class PostgresRenderer {

    private PostgresRenderer() {}

    /** The canonical definition: one line, no terminator, and nothing about how the index is built. */
    public static String definition(IndexSpec index) {
        return statement(index, "", " ");
    }

    /** The statement that builds the index while reads and writes go on, over several lines, without terminator. */
    public static String concurrentBuild(IndexSpec index) {
        return statement(index, "CONCURRENTLY IF NOT EXISTS ", "\n    ");
    }

    private static String statement(IndexSpec index, String how, String separator) {
        StringBuilder sql = new StringBuilder("CREATE ");
        if (index.unique()) {
            sql.append("UNIQUE ");
        }
        sql.append("INDEX ")
                .append(how)
                .append(Identifiers.quote(index.name()))
                .append(separator)
                .append("ON ")
                .append(Identifiers.quote(index.table()))
                .append(index.keys().stream().map(PostgresRenderer::key).collect(Collectors.joining(", ", " (", ")")));
        if (!index.include().isEmpty()) {
            sql.append(separator)
                    .append(index.include().stream()
                            .map(Identifiers::quote)
                            .collect(Collectors.joining(", ", "INCLUDE (", ")")));
        }
        if (index.where().isPresent()) {
            sql.append(separator).append("WHERE ").append(index.where().sql());
        }
        return sql.toString();
    }

    private static String key(IndexKey key) {
        return Identifiers.quote(key.column())
                + (key.descending() ? " DESC" : "")
                + (key.nullsAreDefault() ? "" : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }
}
