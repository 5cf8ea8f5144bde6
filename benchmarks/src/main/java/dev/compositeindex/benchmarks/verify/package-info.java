/** What verification costs. In: databases with many indexes. Out: times of one verification, and of others' checks. */
@NullMarked
package dev.compositeindex.benchmarks.verify;

import org.jspecify.annotations.NullMarked;
