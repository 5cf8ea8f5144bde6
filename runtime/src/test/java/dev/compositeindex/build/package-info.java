@NullMarked
package dev.compositeindex.build;

import org.jspecify.annotations.NullMarked;
