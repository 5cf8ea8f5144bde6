@NullMarked
package dev.compositeindex.torture;

import org.jspecify.annotations.NullMarked;
