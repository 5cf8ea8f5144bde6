@NullMarked
package dev.compositeindex.verify;

import org.jspecify.annotations.NullMarked;
