package dev.compositeindex.verify;

import dev.compositeindex.catalog.Shape;
import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.util.function.Function;

/** Writes out keys for messages. */
final class KeyWording {

    private static final String ORDERED = "btree";

    private KeyWording() {}

    /** Writes out whole keys: a clause that is a default in one may be the difference to another one. */
    static Function<Shape.Key, String> of(String declaredMethod, String actualMethod) {
        return declaredMethod.equals(ORDERED) || actualMethod.equals(ORDERED)
                ? key -> unordered(key)
                        + (key.order() == SortOrder.DESC ? " DESC" : " ASC")
                        + (key.nulls() == NullsOrder.FIRST ? " NULLS FIRST" : " NULLS LAST")
                : KeyWording::unordered;
    }

    private static String unordered(Shape.Key key) {
        return key.part()
                + (key.collation().isEmpty() ? "" : " COLLATE " + key.collation())
                + (key.operatorClass().isEmpty() ? "" : " " + key.operatorClass());
    }
}
