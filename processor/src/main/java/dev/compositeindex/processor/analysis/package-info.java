/**
 * One index, from what was written to what is valid. In: a class with its indexes as they are written, and the oldest server to
 * support. Out: an index resolved to columns, or all that is wrong with it, as values; nothing throws at a user's mistake.
 */
@NullMarked
package dev.compositeindex.processor.analysis;

import org.jspecify.annotations.NullMarked;
