/**
 * What a domain class says about its indexes. Nothing here is needed at run time: the annotations are kept in the class
 * file, for the processor and the build plugin, and are invisible to reflection.
 */
@NullMarked
package dev.compositeindex;

import org.jspecify.annotations.NullMarked;
