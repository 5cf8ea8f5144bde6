/** What {@code verify} does: the registries of compiled modules and a database's address in, a verdict for each index out. */
@NullMarked
package dev.compositeindex.cli.verification;

import org.jspecify.annotations.NullMarked;
