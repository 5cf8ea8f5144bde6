/**
 * Black-box tests of the runtime: it is on the class path, and Flyway, of any supported release and configured in any
 * way, migrates with what the processor writes.
 */
@NullMarked
package dev.compositeindex.compatibility;

import org.jspecify.annotations.NullMarked;
