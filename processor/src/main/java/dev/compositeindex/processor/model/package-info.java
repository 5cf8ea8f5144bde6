/**
 * The nouns. In: what the user wrote, with its place, as {@code EntityDecl} and {@code IndexDecl}. Out: indexes that are valid
 * and resolved to columns, as {@code IndexSpec}. Values only, no compiler types.
 */
@NullMarked
package dev.compositeindex.processor.model;

import org.jspecify.annotations.NullMarked;
