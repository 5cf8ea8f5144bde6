/**
 * Values in, Java source out: the class of constants per entity, and the registry.
 */
@NullMarked
package dev.compositeindex.processor.codegen;

import org.jspecify.annotations.NullMarked;
