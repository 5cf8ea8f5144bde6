package dev.compositeindex.processor.apt;

/** Exceptions of compilers' own, which they throw where a class file leads to one that is not there. */
public final class CompilerFaults {

    private CompilerFaults() {}

    /** Whether an exception is one. */
    public static boolean include(RuntimeException e) {
        String name = e.getClass().getName();
        return name.startsWith("com.sun.tools.javac.") || name.startsWith("org.eclipse.jdt.");
    }
}
