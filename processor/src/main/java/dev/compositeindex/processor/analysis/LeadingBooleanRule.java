package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod;
import java.util.List;

/** A boolean has two values; as a predicate it takes no space, and the rows with the other value take none either. */
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
                "%1$s is a boolean, which has two values. If queries ask for one of them, %3$s and say where = \"{%2$s}\", or \"NOT {%2$s}\"."
                        .formatted(
                                Printable.quoted(first.name()),
                                first.name(),
                                index.declared().fields().size() == 1
                                        ? "let what they search or sort by be the key,"
                                        : "leave it out of the keys")));
    }
}
