/** What the server counts about its indexes, joined with the classes that declare them. */
@NullMarked
package dev.compositeindex.example.monitoring;

import org.jspecify.annotations.NullMarked;
