package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeyPart;
import dev.compositeindex.processor.model.KeySpec;
import dev.compositeindex.processor.model.OperatorClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The one place where an index becomes SQL. What PostgreSQL takes for said anyway is left out. */
public final class PostgresRenderer {

    private PostgresRenderer() {}

    /** The canonical definition: one line, no terminator, and nothing about how the index is built. */
    public static String definition(IndexSpec index) {
        return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + Identifiers.quote(index.name()) + " ON "
                + Identifiers.quote(index.table()) + " " + String.join(" ", clauses(index));
    }

    /** The same in its parts. */
    public static IndexStatement statement(IndexSpec index) {
        return IndexStatement.of(index.unique(), index.name(), index.table(), clauses(index));
    }

    private static List<String> clauses(IndexSpec index) {
        List<String> clauses = new ArrayList<>();
        String using =
                index.method().equals(AccessMethod.DEFAULT) ? "" : "USING " + Identifiers.quote(index.method()) + " ";
        clauses.add(
                using + index.keys().stream().map(PostgresRenderer::key).collect(Collectors.joining(", ", "(", ")")));
        if (!index.include().isEmpty()) {
            clauses.add(index.include().stream()
                    .map(Identifiers::quote)
                    .collect(Collectors.joining(", ", "INCLUDE (", ")")));
        }
        if (!index.nullsDistinct()) {
            clauses.add("NULLS NOT DISTINCT");
        }
        if (!index.settings().storageParameters().isEmpty()) {
            clauses.add("WITH " + parameters(index.settings().storageParameters()));
        }
        if (!index.settings().tablespace().isEmpty()) {
            clauses.add("TABLESPACE " + Identifiers.quote(index.settings().tablespace()));
        }
        if (index.where().isPresent()) {
            clauses.add("WHERE " + index.where().sql());
        }
        return clauses;
    }

    /** An operator class with its parameters. */
    public static String operatorClass(OperatorClass operatorClass) {
        return Identifiers.qualified(operatorClass.name())
                + (operatorClass.parameters().isEmpty() ? "" : parameters(operatorClass.parameters()));
    }

    private static String key(KeySpec key) {
        return part(key.part())
                + (key.collation().isEmpty() ? "" : " COLLATE " + Identifiers.qualified(key.collation()))
                + (key.operatorClass().isDefault() ? "" : " " + operatorClass(key.operatorClass()))
                + (key.descending() ? " DESC" : "")
                + (key.nullsAreDefault() ? "" : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    private static String part(KeyPart part) {
        if (part instanceof KeyPart.Expression expression) {
            return expression.isCall()
                    ? expression.sql().sql()
                    : "(" + expression.sql().sql() + ")";
        }
        return Identifiers.quote(((KeyPart.Column) part).name());
    }

    private static String parameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> Identifiers.quote(parameter.getKey()) + "=" + parameter.getValue())
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
