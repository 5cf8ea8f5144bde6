/**
 * Tells which declared indexes work, which are dead weight, and what is missing. In: the declarations and the data sources
 * of a database and its replicas. Out: a report; nothing is changed. Each finding comes out of a pure function over what was
 * read; {@code IndexHealth} alone reads.
 */
@NullMarked
package dev.compositeindex.health;

import org.jspecify.annotations.NullMarked;
