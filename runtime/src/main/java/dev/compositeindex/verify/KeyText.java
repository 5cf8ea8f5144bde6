package dev.compositeindex.verify;

import dev.compositeindex.catalog.Shape;
import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;

/** Keys for messages. */
final class KeyText {

    private KeyText() {}

    /** The whole of it: a clause that is a default here may be the difference to another key. */
    static String of(Shape.Key key) {
        return key.part()
                + (key.collation().isEmpty() ? "" : " COLLATE " + key.collation())
                + (key.operatorClass().isEmpty() ? "" : " " + key.operatorClass())
                + (key.order() == SortOrder.DESC ? " DESC" : " ASC")
                + (key.nulls() == NullsOrder.FIRST ? " NULLS FIRST" : " NULLS LAST");
    }
}
