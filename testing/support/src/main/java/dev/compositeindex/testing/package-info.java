/** Real servers and real compilers for tests. */
@NullMarked
package dev.compositeindex.testing;

import org.jspecify.annotations.NullMarked;
