/**
 * The pure functions that the rounds call. In: a class that was read, or all classes of a module. Out: valid indexes, problems,
 * and the texts of what is to be written.
 */
@NullMarked
package dev.compositeindex.processor.pipeline;

import org.jspecify.annotations.NullMarked;
