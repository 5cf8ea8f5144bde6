/** The members of the community. */
@NullMarked
package dev.compositeindex.example.users;

import org.jspecify.annotations.NullMarked;
