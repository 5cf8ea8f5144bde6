/**
 * Java sources. In: the valid indexes of a class, or the classes of a module. Out: the class of constants, or the registry.
 */
@NullMarked
package dev.compositeindex.processor.codegen;

import org.jspecify.annotations.NullMarked;
