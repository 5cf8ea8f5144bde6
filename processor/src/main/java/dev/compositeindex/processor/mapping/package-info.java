/**
 * The mapping of persistence frameworks. In: what annotations say. Out: names of tables and columns; where there is none, the
 * reason.
 */
@NullMarked
package dev.compositeindex.processor.mapping;

import org.jspecify.annotations.NullMarked;
