package dev.compositeindex.testing;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers that users have: javac in builds, ECJ in Eclipse and VS Code. */
public enum CompilerKind {
    JAVAC {
        @Override
        JavaCompiler compiler() {
            return ToolProvider.getSystemJavaCompiler();
        }

        @Override
        List<String> options() {
            return List.of("-Xlint:all,-processing,-options", "-source", "17", "-target", "17");
        }
    },
    ECJ {
        @Override
        JavaCompiler compiler() {
            return new EclipseCompiler();
        }

        @Override
        List<String> options() {
            return List.of("-source", "17", "-target", "17", "-proceedOnError");
        }
    };

    abstract JavaCompiler compiler();

    abstract List<String> options();

    /**
     * Cases on compilers: in each build each of them on one, in turn, and with {@code -Pexhaustive} on both.
     *
     * @param use makes of a compiler and a case what a parameterized test takes
     */
    public static <C, R> Stream<R> each(Stream<C> cases, BiFunction<CompilerKind, C, R> use) {
        return Effort.share(values(), cases, 0, use);
    }

    /** Both, as arguments of a parameterized test. */
    public static Stream<CompilerKind> all() {
        return Stream.of(values());
    }
}
