package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.AccessMethod.Property;
import java.util.List;

/** An index includes columns only if its method carries some along. */
final class IncludeRule implements IndexRule {

    @Override
    public List<Problem> check(DraftIndex index) {
        return !index.declared().include().isEmpty() && index.lacks(Property.INCLUDE)
                ? List.of(new Problem(
                        Code.METHOD_WITHOUT_INCLUDE,
                        index.declared().site().attribute("include"),
                        "a %s index includes no columns. Remove include, or use one of: %s."
                                .formatted(
                                        index.declared().using(),
                                        String.join(", ", AccessMethod.namesWith(Property.INCLUDE)))))
                : List.of();
    }
}
