/** Tests of what is shown of text from outside. */
@NullMarked
package dev.compositeindex.text;

import org.jspecify.annotations.NullMarked;
