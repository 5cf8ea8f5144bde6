/**
 * The files that tell of a module what class files do not: its registry, its converters, and its desired state, which {@code
 * record} and {@code check} compare with the migrations. In: values. Out: the texts of the files; and the other way round.
 */
@NullMarked
package dev.compositeindex.processor.manifest;

import org.jspecify.annotations.NullMarked;
