package dev.compositeindex.processor.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The operator class of a key.
 *
 * @param name its name, raw, after its schema if one is given; empty for the default one of the type
 * @param parameters lower-case names with their values as they were written
 */
public record OperatorClass(List<String> name, SortedMap<String, String> parameters) {
    /** The default one of the type. */
    public static final OperatorClass DEFAULT = new OperatorClass(List.of(), new TreeMap<>());

    public OperatorClass {
        name = List.copyOf(name);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    public boolean isDefault() {
        return name.isEmpty();
    }
}
