/** What the command line costs. In: a compiled module with many indexes. Out: times of whole processes. */
@NullMarked
package dev.compositeindex.benchmarks.record;

import org.jspecify.annotations.NullMarked;
