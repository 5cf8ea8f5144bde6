/**
 * The annotation processor: the shell that javac calls, and the state machine of its rounds. In: the compiler's rounds and
 * options. Out: the sources, resources and messages of a module.
 *
 * <p>Start reading at {@link dev.compositeindex.processor.CompositeIndexProcessor}, which tells the whole flow. These are the
 * packages, one floor per line. Each knows those of lower floors only, and none knows its neighbours:
 *
 * <pre>
 * the shell
 * apt | pipeline
 * rules
 * codegen
 * analysis | manifest
 * migration | typing
 * grammar
 * sql | mapping | options
 * model
 * diagnostic | builtin
 * </pre>
 *
 * <p>Only the shell and {@code apt} see the compiler, and only {@code codegen} sees JavaPoet. The commands {@code record},
 * {@code check}, {@code adopt} and {@code verify}, which no compiler calls, are a module of their own, {@code cli}.
 */
@NullMarked
package dev.compositeindex.processor;

import org.jspecify.annotations.NullMarked;
