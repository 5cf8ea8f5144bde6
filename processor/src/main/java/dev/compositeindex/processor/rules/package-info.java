/**
 * Rules about what only shows across a class or a module. In: what was written, and the indexes of it that are valid. Out:
 * problems.
 */
@NullMarked
package dev.compositeindex.processor.rules;

import org.jspecify.annotations.NullMarked;
