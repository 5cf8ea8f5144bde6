/** Courses, what they are made of, and what users do with them. */
@NullMarked
package dev.compositeindex.example.learning;

import org.jspecify.annotations.NullMarked;
