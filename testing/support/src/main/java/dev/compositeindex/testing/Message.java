package dev.compositeindex.testing;

import java.nio.file.Path;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A compiler's message.
 *
 * @param kind its severity
 * @param text its text
 * @param file the name of the source file it points into, or empty
 * @param line the line, from 1, or -1
 */
public record Message(Diagnostic.Kind kind, String text, String file, long line) {

    static Message of(Diagnostic<? extends JavaFileObject> diagnostic) {
        JavaFileObject source = diagnostic.getSource();
        return new Message(
                diagnostic.getKind(),
                diagnostic.getMessage(Locale.ROOT),
                source == null || source.getKind() != JavaFileObject.Kind.SOURCE
                        ? ""
                        : Path.of(source.toUri()).getFileName().toString(),
                diagnostic.getLineNumber());
    }

    /** Whether it fails the compilation. */
    public boolean isError() {
        return kind == Diagnostic.Kind.ERROR;
    }
}
