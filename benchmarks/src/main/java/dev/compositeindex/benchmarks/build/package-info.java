/**
 * What builds of indexes cost on filled tables. In: servers of their own, with millions of rows. Out: times of builds, and
 * of writes meanwhile.
 */
@NullMarked
package dev.compositeindex.benchmarks.build;

import org.jspecify.annotations.NullMarked;
