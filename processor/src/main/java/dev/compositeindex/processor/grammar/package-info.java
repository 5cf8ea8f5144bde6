/**
 * PostgreSQL's grammar of expressions and of the names of types. In: the tokens of authored SQL. Out: an expression as its
 * analysis of types sees it, or the token from which on they are none.
 */
@NullMarked
package dev.compositeindex.processor.grammar;

import org.jspecify.annotations.NullMarked;
