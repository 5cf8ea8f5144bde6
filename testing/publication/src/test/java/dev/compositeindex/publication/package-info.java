/**
 * Holds what is published against what Maven Central demands, and against what users were promised. Nothing here names a
 * module of its own knowledge where the reactor can be asked.
 */
@NullMarked
package dev.compositeindex.publication;

import org.jspecify.annotations.NullMarked;
