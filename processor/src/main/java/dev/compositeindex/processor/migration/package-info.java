/**
 * The migrations of a module. In: recorded migrations, and the indexes that are desired. Out: new migrations. The ledger
 * replays what is recorded, the planner compares it with what is desired, and each change becomes files.
 */
@NullMarked
package dev.compositeindex.processor.migration;

import org.jspecify.annotations.NullMarked;
