/**
 * What {@code analyze} does, whoever asks: modules, databases and kept counters in; a report out, as text, as members for
 * programs, or as a page.
 */
@NullMarked
package dev.compositeindex.cli.analysis;

import org.jspecify.annotations.NullMarked;
