/**
 * The types of expressions, by PostgreSQL's rules: which function and operator is meant, what is cast to what, and whether it
 * always gives the same. In: an expression, the types of columns as far as they are known, and a server's catalogue. Out:
 * mistakes. What is not known has no type, and is never a mistake.
 */
@NullMarked
package dev.compositeindex.processor.typing;

import org.jspecify.annotations.NullMarked;
