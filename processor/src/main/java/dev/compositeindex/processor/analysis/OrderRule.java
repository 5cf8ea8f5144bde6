package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.analysis.KeyDecl.Direction;
import dev.compositeindex.processor.analysis.KeyDecl.Nulls;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod.Property;
import java.util.List;

/** Of the built-in methods, only btree keeps an order. PostgreSQL refuses even to be told the default one. */
final class OrderRule implements IndexRule {

    @Override
    public List<Problem> check(DraftIndex index) {
        if (!index.lacks(Property.ORDER)) {
            return List.of();
        }
        return index.keys().stream()
                .filter(key ->
                        key.text().direction() != Direction.UNSAID || key.text().nulls() != Nulls.UNSAID)
                .map(key -> new Problem(
                        Code.METHOD_WITHOUT_ORDER,
                        key.site(),
                        "a %s index keeps no order, so it takes no %s. Remove it, or use btree."
                                .formatted(index.declared().using(), words(key.text()))))
                .toList();
    }

    private static String words(KeyDecl key) {
        String direction =
                key.direction() == Direction.UNSAID ? "" : key.direction().name();
        String nulls = key.nulls() == Nulls.UNSAID ? "" : "NULLS " + key.nulls().name();
        return direction + (direction.isEmpty() || nulls.isEmpty() ? "" : " ") + nulls;
    }
}
