/**
 * {@code record} and {@code check} from the command line: the desired state and the recorded migrations in, new
 * migrations and an exit code out.
 */
@NullMarked
package dev.compositeindex.cli.command;

import org.jspecify.annotations.NullMarked;
