/**
 * The pure functions that the rounds call: one for a class that was discovered, one for the whole module.
 */
@NullMarked
package dev.compositeindex.processor.pipeline;

import org.jspecify.annotations.NullMarked;
