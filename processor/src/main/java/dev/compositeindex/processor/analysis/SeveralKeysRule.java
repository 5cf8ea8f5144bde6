package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.AccessMethod.Property;
import java.util.List;

/** Some methods take one key. */
final class SeveralKeysRule implements IndexRule {

    @Override
    public List<Problem> check(DraftIndex index) {
        int keys = index.declared().fields().size();
        return keys > 1 && index.lacks(Property.SEVERAL_KEYS)
                ? List.of(new Problem(
                        Code.METHOD_OF_ONE_KEY,
                        index.declared().site().attribute("fields"),
                        "a %s index has one key, and not %d. Declare an index for each, or use one of: %s."
                                .formatted(
                                        index.declared().using(),
                                        keys,
                                        String.join(", ", AccessMethod.namesWith(Property.SEVERAL_KEYS)))))
                : List.of();
    }
}
