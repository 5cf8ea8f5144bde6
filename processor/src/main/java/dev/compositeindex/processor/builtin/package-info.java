/**
 * PostgreSQL's own catalogues, release by release: types, functions, operators, casts and operator classes. In: resources that
 * are packed with the processor. Out: look-ups by name, and no rules. A test compares them with the servers.
 */
@NullMarked
package dev.compositeindex.processor.builtin;

import org.jspecify.annotations.NullMarked;
