/**
 * Everything that touches the compiler. In: its elements and mirrors, and what an earlier compile left. Out: values of the
 * model, and files and messages. No decision about indexes is taken here.
 */
@NullMarked
package dev.compositeindex.processor.apt;

import org.jspecify.annotations.NullMarked;
