package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL refuses some names, and silently changes others: such names are problems. */
public final class NameProblems {

    private NameProblems() {}

    public static List<Problem> of(String what, String name, Site site) {
        List<Problem> problems = new ArrayList<>();
        if (name.isBlank()) {
            problems.add(new Problem(Code.UNUSABLE_NAME, site, what + " is blank. Give a name."));
        } else if (name.codePoints().anyMatch(Identifiers::isLost)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            problems.add(new Problem(
                    Code.UNUSABLE_NAME,
                    site,
                    "%s %s contains a control character, a line separator, a byte order mark or half of a surrogate pair. Remove it."
                            .formatted(what, Printable.quoted(name))));
        } else if (Identifiers.bytes(name) > Identifiers.MAX_BYTES) {
            problems.add(new Problem(
                    Code.NAME_TOO_LONG,
                    site,
                    "%s %s has %d bytes in UTF-8; PostgreSQL would cut it to %s. Shorten it to %d bytes."
                            .formatted(
                                    what,
                                    Printable.quoted(name),
                                    Identifiers.bytes(name),
                                    Printable.quoted(Identifiers.prefix(name, Identifiers.MAX_BYTES)),
                                    Identifiers.MAX_BYTES)));
        }
        return problems;
    }
}
