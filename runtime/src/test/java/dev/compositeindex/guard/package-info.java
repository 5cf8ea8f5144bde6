@NullMarked
package dev.compositeindex.guard;

import org.jspecify.annotations.NullMarked;
