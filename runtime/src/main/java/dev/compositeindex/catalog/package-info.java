/**
 * Reads the catalogue: what bears an index's name, who could be building it, and what the server makes of a definition. In: a
 * connection, names and definitions. Out: records. What is built to see that is rolled back, and nothing else is changed.
 * Internal: the guard and the verifier share it.
 */
@NullMarked
package dev.compositeindex.catalog;

import org.jspecify.annotations.NullMarked;
