/**
 * The goals {@code record}, {@code check} and {@code adopt}: where things are in a Maven project in, messages in Maven's
 * log out. What they do is in the processor's packages {@code recording} and {@code adoption}.
 */
@NullMarked
package dev.compositeindex.maven;

import org.jspecify.annotations.NullMarked;
