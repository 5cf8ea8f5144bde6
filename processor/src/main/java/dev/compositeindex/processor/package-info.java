/**
 * The annotation processor: the shell that javac calls, and the state machine of its rounds.
 * <p>Start reading at {@link dev.compositeindex.processor.CompositeIndexProcessor}, which tells the whole flow. Arrows
 * between the packages point one way: {@code apt} and {@code pipeline} below the shell; below the pipeline {@code
 * codegen}, {@code migration}, {@code manifest}, {@code sql}, {@code analysis}; {@code model} and {@code diagnostic} at the
 * bottom. Only the shell and {@code apt} see the compiler.
 *
 * <p>Beside the shell, not below it, is what no compiler calls: {@code recording} and {@code adoption} do what the commands
 * {@code record}, {@code check} and {@code adopt} say, and {@code command} is their command line. Of these, {@code adoption}
 * looks at the user's classes, through {@code apt}.
 */
@NullMarked
package dev.compositeindex.processor;

import org.jspecify.annotations.NullMarked;
