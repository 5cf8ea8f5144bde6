/**
 * The torture bench: starts real applications on a real server while it kills, crashes and blocks them, starts them again
 * with no manual step, and looks from outside, with plain SQL, at what is left. Start at {@link
 * dev.compositeindex.torture.Bench}. None of this is published.
 */
@NullMarked
package dev.compositeindex.torture;

import org.jspecify.annotations.NullMarked;
