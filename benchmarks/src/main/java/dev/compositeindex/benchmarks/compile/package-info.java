/**
 * What a processor costs javac. In: a processor, and a module of generated entities. Out: the compiler thread's CPU time and
 * allocation, those of a whole process, and the smallest heap that is enough.
 */
@NullMarked
package dev.compositeindex.benchmarks.compile;

import org.jspecify.annotations.NullMarked;
