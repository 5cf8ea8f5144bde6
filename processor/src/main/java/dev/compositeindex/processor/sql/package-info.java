/**
 * The only SQL text in the processor: identifiers, literals, tokens of authored SQL, and the one renderer of index
 * definitions.
 */
@NullMarked
package dev.compositeindex.processor.sql;

import org.jspecify.annotations.NullMarked;
