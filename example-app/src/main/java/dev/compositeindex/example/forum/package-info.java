/** The discussion forum. */
@NullMarked
package dev.compositeindex.example.forum;

import org.jspecify.annotations.NullMarked;
