package dev.compositeindex.catalog;

import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.util.List;

/**
 * What makes an index the index that it is, in the words of the catalogue: all that cannot be changed without building it
 * anew. Two indexes of one table are the same to PostgreSQL if their shapes are equal.
 *
 * @param method its access method, {@code "btree"}
 * @param uniqueness what it refuses
 * @param keys its keys, most significant first
 * @param include its non-key columns, in order, raw
 * @param predicate its predicate as the server prints it; empty for none
 */
public record Shape(String method, Uniqueness uniqueness, List<Key> keys, List<String> include, String predicate) {

    public Shape {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
    }

    /** The same but for the texts of expressions and of the predicate, which the server may print in several ways. */
    Shape withoutTexts() {
        return new Shape(
                method,
                uniqueness,
                keys.stream()
                        .map(key -> key.expression() ? key.withPart("") : key)
                        .toList(),
                include,
                predicate.isEmpty() ? "" : "true");
    }

    /** The flags of {@code pg_index} about what an index refuses. */
    public record Uniqueness(boolean unique, boolean nullsNotDistinct, boolean deferrable, boolean exclusion) {}

    /**
     * One key.
     *
     * @param part the column's raw name, or the expression as the server prints it
     * @param expression which of the two it is
     * @param collation the collation as SQL, if it is not the column's own, or that of the database for an expression; else
     *     empty
     * @param operatorClass the operator class as SQL, with its parameters, if it is not what the type has by default; else
     *     empty
     * @param order the direction; ascending if the access method knows none
     * @param nulls where nulls go; last if the access method does not know
     */
    public record Key(
            String part,
            boolean expression,
            String collation,
            String operatorClass,
            SortOrder order,
            NullsOrder nulls) {

        /** This key with another text for the same expression. */
        public Key withPart(String text) {
            return new Key(text, expression, collation, operatorClass, order, nulls);
        }
    }
}
