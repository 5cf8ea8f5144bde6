/**
 * SQL below its grammar: names, literals, tokens, and statements about indexes. In: names and texts, authored or recorded. Out:
 * tokens, index statements in their clauses, and the only SQL that the processor writes.
 */
@NullMarked
package dev.compositeindex.processor.sql;

import org.jspecify.annotations.NullMarked;
