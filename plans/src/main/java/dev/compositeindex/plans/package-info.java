/**
 * Assertions on how PostgreSQL plans queries, for tests. In: a connection, and queries as they are written or as a test sends
 * them. Out: nothing, or an error that shows the plan and what keeps an index from being used.
 */
@NullMarked
package dev.compositeindex.plans;

import org.jspecify.annotations.NullMarked;
