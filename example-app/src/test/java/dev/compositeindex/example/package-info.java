@NullMarked
package dev.compositeindex.example;

import org.jspecify.annotations.NullMarked;
