package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.AccessMethod;
import java.util.List;

/** An access method that is not built in may be an extension's, but not if it is a slip of the pen. */
final class MethodNameRule implements IndexRule {
    /** PostgreSQL's own for tables; a method is for tables or for indexes. */
    private static final String OF_TABLES = "heap";

    /** PostgreSQL builds {@code gist} where this is written, with a notice, so that the index would never be as declared. */
    private static final String OF_THE_PAST = "rtree";

    @Override
    public List<Problem> check(DraftIndex index) {
        String method = index.declared().using();
        Site site = index.declared().site().attribute("using");
        if (index.method().isPresent()) {
            return List.of();
        }
        List<Problem> asName = NameProblems.of("the access method", method, site);
        if (!asName.isEmpty()) {
            return asName;
        }
        if (method.equalsIgnoreCase(OF_TABLES)) {
            return List.of(new Problem(
                    Code.UNKNOWN_METHOD,
                    site,
                    "%s is the access method of tables, and an index cannot have it. Name one of indexes: %s."
                            .formatted(Printable.quoted(method), String.join(", ", AccessMethod.names()))));
        }
        if (method.equals(OF_THE_PAST)) {
            return List.of(new Problem(
                    Code.UNKNOWN_METHOD,
                    site,
                    "PostgreSQL has %s in the place of the access method %s. Write that."
                            .formatted(Printable.quoted(AccessMethod.GIST.sqlName()), Printable.quoted(method))));
        }
        return Suggestions.nearest(method, AccessMethod.names())
                .map(near -> List.of(new Problem(
                        Code.UNKNOWN_METHOD,
                        site,
                        "there is no access method %s. Did you mean %s?"
                                .formatted(Printable.quoted(method), Printable.quoted(near)))))
                .orElse(List.of());
    }
}
