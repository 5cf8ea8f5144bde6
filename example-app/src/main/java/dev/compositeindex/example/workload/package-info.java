/** The queries that the indexes are for: what plan each gets, and what it costs with and without its index. */
@NullMarked
package dev.compositeindex.example.workload;

import org.jspecify.annotations.NullMarked;
