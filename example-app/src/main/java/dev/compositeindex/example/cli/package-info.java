/** The command line: reads options, calls the other packages, prints. */
@NullMarked
package dev.compositeindex.example.cli;

import org.jspecify.annotations.NullMarked;
