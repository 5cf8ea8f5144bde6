/**
 * Watches index builds. In: what the server shows of a build and of the sessions that it waits for. Out: lines on the
 * log, calls of {@link dev.compositeindex.build.BuildListener}s, and an end of patience. It knows nothing of Flyway.
 *
 * <p>Published are {@link dev.compositeindex.build.BuildListener}, {@link dev.compositeindex.build.BuildProgress} and
 * {@link dev.compositeindex.build.Blocker}; the rest is for the guard.
 */
@NullMarked
package dev.compositeindex.build;

import org.jspecify.annotations.NullMarked;
