/**
 * The processor's view of mapped classes, held against Hibernate's own.
 */
@NullMarked
package dev.compositeindex.oracle;

import org.jspecify.annotations.NullMarked;
