/**
 * What {@code record} and {@code check} do, whoever asks: class outputs and migration folders in, new migrations out. The
 * only package beside {@code apt} that touches the disk.
 */
@NullMarked
package dev.compositeindex.cli.recording;

import org.jspecify.annotations.NullMarked;
