/**
 * Reads the catalogue: what bears an index's name, and who could be building it. In: a connection and names. Out: records.
 * Nothing is changed. Internal: the guard and the verifier share it.
 */
@NullMarked
package dev.compositeindex.catalog;

import org.jspecify.annotations.NullMarked;
