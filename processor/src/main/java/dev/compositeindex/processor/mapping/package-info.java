/**
 * What annotations of persistence frameworks say, to tables and columns. Declarations go in, names come out; where there is
 * none, the reason.
 */
@NullMarked
package dev.compositeindex.processor.mapping;

import org.jspecify.annotations.NullMarked;
