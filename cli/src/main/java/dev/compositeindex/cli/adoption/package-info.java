/**
 * What {@code adopt} does, whoever asks: an open connection, the declared indexes and the compiled classes in; what the
 * database says to each declaration, the annotations of what nobody declares, and the migrations to record out. What an index
 * is, {@code dev.compositeindex.catalog} reads. All but {@code Adoption}, {@code DatabaseReader} and {@code Encounters} is pure.
 */
@NullMarked
package dev.compositeindex.cli.adoption;

import org.jspecify.annotations.NullMarked;
