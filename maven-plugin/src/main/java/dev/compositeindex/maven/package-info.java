/**
 * The goals {@code record} and {@code check}: where things are in a Maven project in, messages in Maven's log out. What
 * they do is in the processor's package {@code recording}.
 */
@NullMarked
package dev.compositeindex.maven;

import org.jspecify.annotations.NullMarked;
