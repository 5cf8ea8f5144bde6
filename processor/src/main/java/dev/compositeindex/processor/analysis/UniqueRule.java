package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod.Property;
import java.util.List;

/** Of the built-in methods, only btree refuses equal keys. */
final class UniqueRule implements IndexRule {

    @Override
    public List<Problem> check(DraftIndex index) {
        return index.declared().unique() && index.lacks(Property.UNIQUE)
                ? List.of(new Problem(
                        Code.METHOD_WITHOUT_UNIQUE,
                        index.declared().site().attribute("unique"),
                        "a %s index cannot be unique; only btree can. Remove unique = true, or using = %s."
                                .formatted(
                                        index.declared().using(),
                                        Printable.quoted(index.declared().using()))))
                : List.of();
    }
}
