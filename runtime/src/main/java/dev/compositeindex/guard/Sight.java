package dev.compositeindex.guard;

import dev.compositeindex.catalog.Found;

/** What bears the name of an index that is about to be built. */
sealed interface Sight {

    /** Nothing does: it can be built. */
    record Free() implements Sight {}

    /** The index itself, and it is valid: there is nothing to do. */
    record Built() implements Sight {}

    /** The index, which somebody builds, or may be building; or which cannot be looked at just now. */
    record InTheMaking(String who) implements Sight {}

    /** What a dead build has left of the index; surely nobody builds it. */
    record Leftover(Found.Index index) implements Sight {}

    /** Something else. */
    record Taken(String by) implements Sight {}
}
