package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.IndexKey;
import dev.compositeindex.processor.model.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The one place where an index becomes SQL. */
public final class PostgresRenderer {

    private PostgresRenderer() {}

    /** The canonical definition: one line, no terminator, and nothing about how the index is built. */
    public static String definition(IndexSpec index) {
        return statement(index).definition();
    }

    /** The same in its parts. */
    public static IndexStatement statement(IndexSpec index) {
        List<String> clauses = new ArrayList<>();
        clauses.add(index.keys().stream().map(PostgresRenderer::key).collect(Collectors.joining(", ", "(", ")")));
        if (!index.include().isEmpty()) {
            clauses.add(index.include().stream()
                    .map(Identifiers::quote)
                    .collect(Collectors.joining(", ", "INCLUDE (", ")")));
        }
        if (!index.settings().storageParameters().isEmpty()) {
            clauses.add(index.settings().storageParameters().entrySet().stream()
                    .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                    .collect(Collectors.joining(", ", "WITH (", ")")));
        }
        if (!index.settings().tablespace().isEmpty()) {
            clauses.add("TABLESPACE " + Identifiers.quote(index.settings().tablespace()));
        }
        if (index.where().isPresent()) {
            clauses.add("WHERE " + index.where().sql());
        }
        return new IndexStatement(index.unique(), index.name(), index.table(), clauses);
    }

    private static String key(IndexKey key) {
        return Identifiers.quote(key.column())
                + (key.descending() ? " DESC" : "")
                + (key.nullsAreDefault() ? "" : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }
}
