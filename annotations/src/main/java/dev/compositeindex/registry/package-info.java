/**
 * The declared indexes as values, for the application at run time. Generated code builds them; start-up verification
 * and tests read them through {@link dev.compositeindex.registry.IndexRegistry#load()}.
 */
@NullMarked
package dev.compositeindex.registry;

import org.jspecify.annotations.NullMarked;
