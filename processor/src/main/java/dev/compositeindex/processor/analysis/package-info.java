/**
 * From what the user wrote to indexes that are valid: one resolver for a single index, and the rules that look
 * across a class or a module. All problems come out as values; nothing throws at a user's mistake.
 */
@NullMarked
package dev.compositeindex.processor.analysis;

import org.jspecify.annotations.NullMarked;
