/**
 * The guard: what happens to migrations of ours, and to what they do not record yet, between Flyway's first step and the last
 * one. In: Flyway's events, and what the class path declares. Out: indexes that are built once, whoever starts and whatever
 * died before; or an error that says what is in the way. {@link dev.compositeindex.guard.MigrationGuard} tells the whole story. Internal: an application
 * needs nothing of it.
 */
@NullMarked
package dev.compositeindex.guard;

import org.jspecify.annotations.NullMarked;
