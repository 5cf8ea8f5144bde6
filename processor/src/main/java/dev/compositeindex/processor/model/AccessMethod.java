package dev.compositeindex.processor.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The access methods that every supported server has built in, and what {@code pg_indexam_has_property} says of each. */
public enum AccessMethod {
    BTREE(Property.ORDER, Property.UNIQUE, Property.SEVERAL_KEYS, Property.INCLUDE),
    HASH,
    GIST(Property.SEVERAL_KEYS, Property.INCLUDE),
    GIN(Property.SEVERAL_KEYS),
    SPGIST(Property.INCLUDE),
    BRIN(Property.SEVERAL_KEYS);

    /** The method of an index that names none. */
    public static final String DEFAULT = "btree";

    /** A property that not every method has. */
    public enum Property {
        /** Keeps keys in an order, so that {@code ASC}, {@code DESC} and {@code NULLS} mean something. */
        ORDER,
        UNIQUE,
        SEVERAL_KEYS,
        INCLUDE
    }

    private final Set<Property> properties = EnumSet.noneOf(Property.class);

    AccessMethod(Property... properties) {
        this.properties.addAll(List.of(properties));
    }

    /** The built-in method of that name; empty for one of an extension. */
    public static Optional<AccessMethod> of(String name) {
        return Arrays.stream(values())
                .filter(method -> method.sqlName().equals(name))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(AccessMethod::sqlName).toList();
    }

    /** The names of those that can do something. */
    public static List<String> namesWith(Property property) {
        return Arrays.stream(values())
                .filter(method -> method.has(property))
                .map(AccessMethod::sqlName)
                .toList();
    }

    public boolean has(Property property) {
        return properties.contains(property);
    }

    /** As SQL writes it, {@code gin}. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
