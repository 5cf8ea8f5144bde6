/** The articles, and the courses that are published as pages. */
@NullMarked
package dev.compositeindex.example.blog;

import org.jspecify.annotations.NullMarked;
