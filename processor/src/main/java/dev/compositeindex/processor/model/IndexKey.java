package dev.compositeindex.processor.model;

/**
 * A resolved key.
 *
 * @param column the column, raw
 * @param descending whether the order is {@code DESC}
 * @param nullsFirst where nulls go, the default filled in
 */
public record IndexKey(String column, boolean descending, boolean nullsFirst) {

    /** Whether nulls go where PostgreSQL puts them for this direction when nothing is said. */
    public boolean nullsAreDefault() {
        return nullsFirst == descending;
    }
}
