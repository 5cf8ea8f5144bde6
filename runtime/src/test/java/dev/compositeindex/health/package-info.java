@NullMarked
package dev.compositeindex.health;

import org.jspecify.annotations.NullMarked;
