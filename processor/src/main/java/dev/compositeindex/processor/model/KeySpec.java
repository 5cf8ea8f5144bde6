package dev.compositeindex.processor.model;

import java.util.List;

/**
 * A resolved key.
 *
 * @param part the column or expression
 * @param collation the collation's name, raw, after its schema if one is given; empty for the part's own
 * @param operatorClass the operator class
 * @param descending whether the order is {@code DESC}
 * @param nullsFirst where nulls go, the default filled in
 */
public record KeySpec(
        KeyPart part, List<String> collation, OperatorClass operatorClass, boolean descending, boolean nullsFirst) {

    public KeySpec {
        collation = List.copyOf(collation);
    }

    /** A column, with its own collation and its type's default operator class. */
    public static KeySpec column(String name, boolean descending, boolean nullsFirst) {
        return new KeySpec(new KeyPart.Column(name), List.of(), OperatorClass.DEFAULT, descending, nullsFirst);
    }

    /** Whether nulls go where PostgreSQL puts them for this direction when nothing is said. */
    public boolean nullsAreDefault() {
        return nullsFirst == descending;
    }
}
