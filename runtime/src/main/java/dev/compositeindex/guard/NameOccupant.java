package dev.compositeindex.guard;

import dev.compositeindex.catalog.CatalogEntry;

/** Says what bears the name of an index that is about to be built. */
sealed interface NameOccupant {

    /** Nothing does: it can be built. */
    record Free() implements NameOccupant {}

    /** The index itself, and it is valid: there is nothing to do. It may have been built when nothing recorded it. */
    record Built(CatalogEntry.Index index) implements NameOccupant {}

    /** Another one, which was built when nothing recorded it: it may be replaced. */
    record Replaceable(CatalogEntry.Index index) implements NameOccupant {}

    /** What the index has replaced already: a second run finds it under the name that the new one was built under. */
    record Replaced() implements NameOccupant {}

    /** The index, which somebody builds, or may be building; or which cannot be looked at just now. */
    record InTheMaking(String who) implements NameOccupant {}

    /** What a dead build has left of the index; surely nobody builds it. */
    record Leftover(CatalogEntry.Index index) implements NameOccupant {}

    /** Something else. */
    record Taken(String by) implements NameOccupant {}
}
