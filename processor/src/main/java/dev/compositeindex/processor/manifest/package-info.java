/**
 * The desired state of a module as a file: what {@code record} and {@code check} compare with the migrations.
 */
@NullMarked
package dev.compositeindex.processor.manifest;

import org.jspecify.annotations.NullMarked;
