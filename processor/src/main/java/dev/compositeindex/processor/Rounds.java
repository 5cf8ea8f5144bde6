package dev.compositeindex.processor;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The state machine of the rounds. Types are kept by name: compilers may hand out another element for the same type in
 * each round.
 *
 * <ul>
 *   <li>A round with annotated types: each is read; those that refer to types yet to be generated wait.
 *   <li>The first quiet round, without any: the module is complete, as far as that can be known.
 * </ul>
 */
final class Rounds {
    private final SortedSet<String> waiting = new TreeSet<>();
    private boolean discoveredAny;
    private boolean complete;

    /** Starts a round. The types to read in it are the discovered ones and those that waited, sorted. */
    SortedSet<String> begin(Collection<String> discovered) {
        discoveredAny = !discovered.isEmpty();
        SortedSet<String> toRead = new TreeSet<>(waiting);
        toRead.addAll(discovered);
        waiting.clear();
        return toRead;
    }

    /** A type cannot be read in this round. */
    void postpone(String type) {
        waiting.add(type);
    }

    /** Whether this round is the first quiet one; the answer is yes once. */
    boolean becomesComplete() {
        if (complete || discoveredAny || !waiting.isEmpty()) {
            return false;
        }
        complete = true;
        return true;
    }

    /** Whether the first quiet round is over. */
    boolean isComplete() {
        return complete;
    }

    /** The types that still wait. */
    SortedSet<String> waiting() {
        return Collections.unmodifiableSortedSet(waiting);
    }
}
