@NullMarked
package db.callback;

import org.jspecify.annotations.NullMarked;
