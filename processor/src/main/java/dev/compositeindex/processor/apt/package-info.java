/**
 * Everything that touches the compiler: elements and mirrors come in and become values of the model; files and
 * messages go out. No decision about indexes is taken here.
 */
@NullMarked
package dev.compositeindex.processor.apt;

import org.jspecify.annotations.NullMarked;
