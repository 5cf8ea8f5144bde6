/**
 * The nouns: {@code EntityDecl} and {@code IndexDecl} are what the user wrote, with its place; {@code IndexSpec}
 * is an index that is valid and resolved to columns. Values only, no compiler types.
 */
@NullMarked
package dev.compositeindex.processor.model;

import org.jspecify.annotations.NullMarked;
