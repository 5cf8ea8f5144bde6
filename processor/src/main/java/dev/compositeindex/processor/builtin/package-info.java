/**
 * What PostgreSQL's own catalogues hold, release by release: types, functions, operators, casts and operator classes. Tables
 * and look-ups, no rules. A test compares it with the servers.
 */
@NullMarked
package dev.compositeindex.processor.builtin;

import org.jspecify.annotations.NullMarked;
