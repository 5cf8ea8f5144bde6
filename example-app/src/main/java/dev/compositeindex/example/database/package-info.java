/** Which database the application works on: one that it is given, or a server of its own. And how it is migrated. */
@NullMarked
package dev.compositeindex.example.database;

import org.jspecify.annotations.NullMarked;
