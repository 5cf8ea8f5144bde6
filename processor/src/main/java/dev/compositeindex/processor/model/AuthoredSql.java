package dev.compositeindex.processor.model;

import java.util.List;

/**
 * SQL that the user wrote: the predicate of a partial index, or the expression of a key.
 *
 * @param sql one line, fields resolved to quoted columns; empty if there is none
 * @param tokens its tokens, columns raw: what identity is taken from
 * @param columns the columns that its placeholders stand for, raw, in order, each once
 */
public record AuthoredSql(String sql, List<String> tokens, List<String> columns) {
    public static final AuthoredSql NONE = new AuthoredSql("", List.of(), List.of());

    public AuthoredSql {
        tokens = List.copyOf(tokens);
        columns = columns.stream().distinct().toList();
    }

    public boolean isPresent() {
        return !sql.isEmpty();
    }
}
