package dev.compositeindex.registry;

import java.util.Objects;

/**
 * One key of an index: a column or an expression, and how it is sorted.
 *
 * @param part the column's name, raw: neither quoted nor folded; or the expression as SQL, without parentheses around it
 *     that belong to the index's syntax only
 * @param expression whether the part is an expression
 * @param collation the collation as SQL, quoted where it has to be; empty for the column's or expression's own
 * @param operatorClass the operator class as SQL, with its parameters if there are any: {@code gist_trgm_ops(siglen=32)};
 *     empty for the default one of the type
 * @param order the direction
 * @param nulls where nulls go; never left to a default, so equal keys are equal values
 */
public record IndexKey(
        String part, boolean expression, String collation, String operatorClass, SortOrder order, NullsOrder nulls) {

    public IndexKey {
        if (part.isEmpty()) {
            throw new IllegalArgumentException("a key needs a column or an expression");
        }
        Objects.requireNonNull(collation, "collation");
        Objects.requireNonNull(operatorClass, "operatorClass");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(nulls, "nulls");
    }

    /** A column, ascending, nulls last. */
    public static IndexKey column(String name) {
        return new IndexKey(name, false, "", "", SortOrder.ASC, NullsOrder.LAST);
    }

    /** An expression as SQL, ascending, nulls last. */
    public static IndexKey expression(String sql) {
        return new IndexKey(sql, true, "", "", SortOrder.ASC, NullsOrder.LAST);
    }

    /** This key with a collation, as SQL. */
    public IndexKey collate(String collation) {
        return new IndexKey(part, expression, collation, operatorClass, order, nulls);
    }

    /** This key with an operator class, as SQL. */
    public IndexKey operatorClass(String operatorClass) {
        return new IndexKey(part, expression, collation, operatorClass, order, nulls);
    }

    /** This key in descending order with PostgreSQL's default for it: nulls first. */
    public IndexKey desc() {
        return new IndexKey(part, expression, collation, operatorClass, SortOrder.DESC, NullsOrder.FIRST);
    }

    /** This key with nulls before all values. */
    public IndexKey nullsFirst() {
        return new IndexKey(part, expression, collation, operatorClass, order, NullsOrder.FIRST);
    }

    /** This key with nulls after all values. */
    public IndexKey nullsLast() {
        return new IndexKey(part, expression, collation, operatorClass, order, NullsOrder.LAST);
    }
}
