/**
 * The processor's options: what there is, and the validated values of one run.
 */
@NullMarked
package dev.compositeindex.processor.options;

import org.jspecify.annotations.NullMarked;
