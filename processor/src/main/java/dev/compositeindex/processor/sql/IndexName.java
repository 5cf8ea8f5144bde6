package dev.compositeindex.processor.sql;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The name by which a database knows an index. Sorted by name, then by schema.
 *
 * @param schema raw, or empty for the search path's
 * @param name raw
 */
public record IndexName(String schema, String name) implements Comparable<IndexName> {
    private static final Comparator<IndexName> ORDER =
            Comparator.comparing(IndexName::name).thenComparing(IndexName::schema);

    /** Reads it as it is written in SQL; empty if the text is no name, or one that PostgreSQL would cut. */
    public static Optional<IndexName> parse(String sql) {
        List<String> parts = Identifiers.parse(sql);
        if (parts.isEmpty()
                || parts.size() > 2
                || parts.stream().anyMatch(part -> Identifiers.bytes(part) > Identifiers.MAX_BYTES)) {
            return Optional.empty();
        }
        return Optional.of(
                parts.size() == 1 ? new IndexName("", parts.get(0)) : new IndexName(parts.get(0), parts.get(1)));
    }

    /** As it is written in SQL. */
    public String sql() {
        return Identifiers.qualified(schema, name);
    }

    @Override
    public int compareTo(IndexName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return sql();
    }
}
