/**
 * The processor's options. In: their texts, as the compiler has them. Out: the validated values of one run, or problems.
 */
@NullMarked
package dev.compositeindex.processor.options;

import org.jspecify.annotations.NullMarked;
