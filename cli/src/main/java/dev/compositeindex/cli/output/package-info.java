/** How results are printed: text for people, JSON for programs. Values go in, text comes out. */
@NullMarked
package dev.compositeindex.cli.output;

import org.jspecify.annotations.NullMarked;
