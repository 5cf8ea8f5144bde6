/**
 * Proves that the declared indexes are the indexes of the database. In: the declarations and a data source. Out: one
 * verdict per declared index, never an exception for what is wrong with an index, and never a change to the database.
 */
@NullMarked
package dev.compositeindex.verify;

import org.jspecify.annotations.NullMarked;
