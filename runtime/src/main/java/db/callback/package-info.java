/**
 * Where every Flyway from 10.22 on looks for Java callbacks by itself, so that the guard works by being on the class
 * path.
 */
@NullMarked
package db.callback;

import org.jspecify.annotations.NullMarked;
