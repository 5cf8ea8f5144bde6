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
        return Suggestions.nearest(method, AccessMethod.names())
                .map(near -> List.of(new Problem(
                        Code.UNKNOWN_METHOD,
                        site,
                        "there is no access method %s. Did you mean %s?"
                                .formatted(Printable.quoted(method), Printable.quoted(near)))))
                .orElse(List.of());
    }
}
