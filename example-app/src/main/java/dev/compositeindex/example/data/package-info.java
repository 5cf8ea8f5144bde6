/** Sample data: made inside the server, the same for the same size and seed, and skewed as in real life. */
@NullMarked
package dev.compositeindex.example.data;

import org.jspecify.annotations.NullMarked;
