/**
 * Text from outside: what a server, a file or a jar says, and what users have called things. In: any text. Out: text that can be logged
 * or printed, one line of it, in which everything is to be seen. Internal.
 */
@NullMarked
package dev.compositeindex.text;

import org.jspecify.annotations.NullMarked;
