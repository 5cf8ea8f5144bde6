/**
 * Messages as values: a code, a place given by names, a text. One class of {@code apt} prints them.
 */
@NullMarked
package dev.compositeindex.processor.diagnostic;

import org.jspecify.annotations.NullMarked;
