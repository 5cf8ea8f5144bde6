/**
 * Recorded migrations in, new migrations out: the ledger replays what is recorded, the planner compares it with what is
 * desired, and each change becomes files.
 */
@NullMarked
package dev.compositeindex.processor.migration;

import org.jspecify.annotations.NullMarked;
