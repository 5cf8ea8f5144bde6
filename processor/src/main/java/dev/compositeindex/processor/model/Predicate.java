package dev.compositeindex.processor.model;

import java.util.List;

/**
 * The predicate of a partial index.
 *
 * @param sql one line of SQL, fields resolved to quoted columns; empty if there is no predicate
 * @param tokens its tokens, columns raw: what identity is taken from
 */
public record Predicate(String sql, List<String> tokens) {
    public static final Predicate NONE = new Predicate("", List.of());

    public Predicate {
        tokens = List.copyOf(tokens);
    }

    public boolean isPresent() {
        return !sql.isEmpty();
    }
}
