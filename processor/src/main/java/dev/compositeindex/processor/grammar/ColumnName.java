package dev.compositeindex.processor.grammar;

import java.util.List;

/** The name of a column in an expression: the name of its field, or its own. */
public sealed interface ColumnName {

    /**
     * The name of a field.
     *
     * @param path the field, as it stands in the braces
     */
    record OfField(String path) implements ColumnName {}

    /**
     * The column's own name.
     *
     * @param parts the raw name, after what qualifies it; empty if it is written in a way that is not read
     */
    record Own(List<String> parts) implements ColumnName {}
}
