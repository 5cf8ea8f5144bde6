/**
 * What {@code adopt} does, whoever asks: an open connection, the declared indexes and the compiled classes in; what the
 * database says to each declaration, the annotations of what nobody declares, and the migrations to record out. The only
 * package that knows {@code java.sql}; all but {@code Adoption} and {@code DatabaseReader} is pure.
 */
@NullMarked
package dev.compositeindex.cli.adoption;

import org.jspecify.annotations.NullMarked;
