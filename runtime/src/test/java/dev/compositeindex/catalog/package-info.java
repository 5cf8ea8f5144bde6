@NullMarked
package dev.compositeindex.catalog;

import org.jspecify.annotations.NullMarked;
