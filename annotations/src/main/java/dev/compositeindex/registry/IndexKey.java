package dev.compositeindex.registry;

import java.util.Objects;

/**
 * One key of an index: a column and its order.
 *
 * @param column the column's name, raw: neither quoted nor folded
 * @param order the direction
 * @param nulls where nulls go; never left to a default, so equal keys are equal values
 */
public record IndexKey(String column, SortOrder order, NullsOrder nulls) {

    public IndexKey {
        if (column.isEmpty()) {
            throw new IllegalArgumentException("a key needs a column");
        }
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(nulls, "nulls");
    }

    /** An ascending key, nulls last. */
    public static IndexKey column(String column) {
        return new IndexKey(column, SortOrder.ASC, NullsOrder.LAST);
    }

    /** This key in descending order with PostgreSQL's default for it: nulls first. */
    public IndexKey desc() {
        return new IndexKey(column, SortOrder.DESC, NullsOrder.FIRST);
    }

    /** This key with nulls before all values. */
    public IndexKey nullsFirst() {
        return new IndexKey(column, order, NullsOrder.FIRST);
    }

    /** This key with nulls after all values. */
    public IndexKey nullsLast() {
        return new IndexKey(column, order, NullsOrder.LAST);
    }
}
