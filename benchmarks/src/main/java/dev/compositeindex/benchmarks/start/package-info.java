/** What the guard costs a start of an application. In: servers of their own. Out: times of {@code migrate()}. */
@NullMarked
package dev.compositeindex.benchmarks.start;

import org.jspecify.annotations.NullMarked;
