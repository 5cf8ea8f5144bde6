/**
 * Reads the catalogue, and nothing else does: what bears an index's name, which indexes there are, who could be building one,
 * and what the server makes of a definition. In: a connection, names and definitions. Out: records, of which a {@code Shape}
 * says what an index is. What is built to see that is rolled back, and nothing else is changed. Internal: the guard, the
 * verifier and the command line share it.
 */
@NullMarked
package dev.compositeindex.catalog;

import org.jspecify.annotations.NullMarked;
