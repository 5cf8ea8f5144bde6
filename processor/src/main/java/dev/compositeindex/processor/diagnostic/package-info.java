/**
 * Messages as values. In: a code, a place given by names, a text. Out: a problem, which one class of {@code apt} prints.
 */
@NullMarked
package dev.compositeindex.processor.diagnostic;

import org.jspecify.annotations.NullMarked;
