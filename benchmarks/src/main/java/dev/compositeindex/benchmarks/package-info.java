/**
 * What CompositeIndex costs, measured. Each benchmark is a command of {@link dev.compositeindex.benchmarks.Main} with a package
 * of its own; what they share is here: how samples are summed up, and how results are told.
 */
@NullMarked
package dev.compositeindex.benchmarks;

import org.jspecify.annotations.NullMarked;
