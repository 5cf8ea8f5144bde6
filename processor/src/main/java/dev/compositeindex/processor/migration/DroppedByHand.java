package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;

/**
 * A recorded index that a migration of the team's own has dropped, so that it is recorded no more.
 *
 * @param index as it was recorded
 * @param site where it is dropped
 * @param statement what drops it
 */
record DroppedByHand(RecordedIndex index, Site site, String statement) {

    /** A note for who declares it. */
    Problem plannedAnew(DeclaredIndex declared) {
        return new Problem(
                Code.DROPPED_BY_HAND,
                site,
                "%s takes away %s, which is recorded, and which %s declares: it is planned anew. If it is not wanted any more, remove the declaration."
                        .formatted(
                                Printable.quoted(statement),
                                Printable.of(declared.name().sql()),
                                Printable.of(declared.declaredBy())));
    }
}
