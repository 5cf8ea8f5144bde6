/**
 * Recorded migrations in, pending migrations out: versions, headers, and the text of a migration file.
 */
@NullMarked
package dev.compositeindex.processor.migration;

import org.jspecify.annotations.NullMarked;
