package dev.compositeindex.processor;

import dev.compositeindex.processor.apt.MissingType;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;

/** Exceptions that nobody foresaw become problems here: a compiler would answer them with a bare stack trace. */
final class UnexpectedExceptions {

    private UnexpectedExceptions() {}

    /** What ends a round. */
    static Problem problem(RuntimeException e) {
        if (e instanceof UncheckedIOException io) {
            return new Problem(
                    Code.FILE_ACCESS,
                    new Site.OfModule(),
                    "a folder of migrations could not be read or tidied: %s. Check the folder."
                            .formatted(Printable.reason(Objects.requireNonNull(io.getCause()))));
        }
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        return new Problem(
                Code.INTERNAL_ERROR,
                new Site.OfModule(),
                "a fault of CompositeIndex, not of your code. Please report it with this:\n"
                        + trace.toString().replace("\t", "    "));
    }

    /** What an exception of the compiler's says about a class. */
    static Problem unreadable(String type, RuntimeException e) {
        return new Problem(
                Code.UNRESOLVED_TYPE,
                new Site.OfClass(type),
                "the compiler cannot read what the class refers to: %s. Add what is missing to the class path."
                        .formatted(Printable.reason(e)));
    }

    /**
     * A class of an earlier compile whose class file is there, and cannot be read.
     *
     * @param missing what it refers to, if that is why
     */
    static Problem damaged(String type, Collection<MissingType> missing) {
        return new Problem(
                Code.UNRESOLVED_TYPE,
                new Site.OfClass(type),
                missing.isEmpty()
                        ? "its class file is damaged, so that its indexes are not known. Delete it, or compile the module anew, clean."
                        : "its class file refers to %s, which cannot be read, so that its indexes are not known. Compile the module anew, clean."
                                .formatted(missing.stream()
                                        .map(absent -> Printable.quoted(absent.name()))
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
    }
}
