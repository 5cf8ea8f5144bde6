package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod;
import java.util.List;

/** A boolean halves a search at best; as a predicate it takes no space, and the other half of the rows none either. */
final class LeadingBooleanRule implements IndexRule {

    @Override
    public List<Problem> check(DraftIndex index) {
        boolean isOrdinary = index.method().filter(AccessMethod.BTREE::equals).isPresent()
                && !index.declared().unique()
                && index.declared().where().isBlank();
        if (!isOrdinary || index.keys().isEmpty() || index.keys().get(0).type() != StoredType.BOOLEAN) {
            return List.of();
        }
        DraftIndex.Key first = index.keys().get(0);
        return List.of(new Problem(
                Code.LEADING_BOOLEAN,
                first.site(),
                "%1$s is a boolean, which leads to half of the rows at best. If queries ask for one of its values, leave it out of the keys and say where = \"{%2$s}\", or \"NOT {%2$s}\"."
                        .formatted(Printable.quoted(first.name()), first.name())));
    }
}
