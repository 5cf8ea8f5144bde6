/** How commands reach a database: an address in, an open connection or a data source out. */
@NullMarked
package dev.compositeindex.cli.database;

import org.jspecify.annotations.NullMarked;
