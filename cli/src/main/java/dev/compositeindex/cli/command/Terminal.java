package dev.compositeindex.cli.command;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;

/**
 * What commands have of the world outside, besides files and databases.
 *
 * @param out for what was asked for
 * @param err for problems
 * @param clock for versions
 * @param password the database's password, unless its URL says it
 */
record Terminal(PrintStream out, PrintStream err, Clock clock, Optional<String> password) {}
