package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.grammar.ColumnName;
import dev.compositeindex.processor.grammar.Expression;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.typing.Mistake;
import dev.compositeindex.processor.typing.Typing;
import dev.compositeindex.processor.typing.Typing.Typed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Authored SQL against the types of its columns, as far as these are known. */
final class AuthoredTypes {
    private final FieldPaths paths;
    private final int postgres;
    private final Typing typing;

    AuthoredTypes(FieldPaths paths, int postgres) {
        this.paths = paths;
        this.postgres = postgres;
        this.typing = new Typing(ServerCatalog.of(postgres));
    }

    /**
     * The type of the whole, if it is known; errors by what annotations say of columns, else warnings by what Java types suggest.
     */
    Checked<Optional<PgType>> check(AuthoredText kind, Expression expression, List<SqlToken> tokens, Site site) {
        Map<ColumnName, List<PgType>> said = columns(tokens, paths.said());
        Typed typed = check(kind, expression, said);
        if (!typed.mistakes().isEmpty()) {
            return Checked.failed(
                    problems(typed, mistake -> new Problem(code(mistake), site, text(kind, mistake, said))));
        }
        Map<ColumnName, List<PgType>> concluded = columns(tokens, paths.concluded());
        Typed likely = concluded.equals(said) ? typed : check(kind, expression, concluded);
        List<Problem> warnings = new ArrayList<>(problems(
                likely, mistake -> new Problem(Code.TYPES_SEEM_NOT_TO_FIT, site, text(kind, mistake, concluded))));
        likely.doubts().stream()
                .distinct()
                .forEach(doubt -> warnings.add(new Problem(
                        Code.READ_BY_SESSION,
                        site,
                        "%s contains %s, which is read by the time zone or the DateStyle of the session that builds the index, so that two databases may differ. Write the year first, and the zone behind the time: '2024-01-31 00:00:00+00'."
                                .formatted(kind.subject(), Printable.of(doubt)))));
        return Checked.of(typed.type(), warnings);
    }

    private Typed check(AuthoredText kind, Expression expression, Map<ColumnName, List<PgType>> columns) {
        return kind == AuthoredText.PREDICATE
                ? typing.condition(expression, columns)
                : typing.value(expression, columns);
    }

    private static List<Problem> problems(Typed typed, Function<Mistake, Problem> problem) {
        return typed.mistakes().stream().distinct().map(problem).toList();
    }

    private Map<ColumnName, List<PgType>> columns(List<SqlToken> tokens, Function<FieldDecl, List<PgType>> known) {
        Map<String, List<PgType>> typesByColumn = paths.typesByColumn(known);
        Map<ColumnName, List<PgType>> columns = new LinkedHashMap<>();
        for (SqlToken token : tokens) {
            if (token.kind() == SqlToken.Kind.PLACEHOLDER) {
                put(columns, new ColumnName.OfField(token.text()), paths.types(token.text(), known));
            } else {
                List<String> name = Identifiers.parse(token.text());
                name.stream()
                        .findFirst()
                        .ifPresent(column ->
                                put(columns, new ColumnName.Own(name), typesByColumn.getOrDefault(column, List.of())));
            }
        }
        return columns;
    }

    private static void put(Map<ColumnName, List<PgType>> columns, ColumnName column, List<PgType> types) {
        if (!types.isEmpty()) {
            columns.put(column, types);
        }
    }

    private static Code code(Mistake mistake) {
        return switch (mistake.kind()) {
            case MUTABLE -> Code.MUTABLE_FUNCTION;
            case TYPE -> Code.TYPES_DO_NOT_FIT;
        };
    }

    private String text(AuthoredText kind, Mistake mistake, Map<ColumnName, List<PgType>> columns) {
        return switch (mistake.kind()) {
            case MUTABLE ->
                "%s contains %s, whose result may change without the row being written%s, so that the index would be wrong. %s"
                        .formatted(
                                kind.subject(),
                                Printable.quoted(mistake.text()),
                                taken(columns),
                                "Store the value in a column, or call an IMMUTABLE function of your own; of a point in time, write AT TIME ZONE 'UTC' before it becomes a date or a text.");
            case TYPE ->
                "%s does not fit its types: PostgreSQL %d %s%s. Cast what is of another type; a function of your own that has the name of a built-in one is written with its schema."
                        .formatted(kind.subject(), postgres, Printable.of(mistake.text()), taken(columns));
        };
    }

    private static String text(ColumnName column) {
        return column instanceof ColumnName.OfField field
                ? field.path()
                : ((ColumnName.Own) column).parts().get(0);
    }

    /** What columns are taken for. */
    private static String taken(Map<ColumnName, List<PgType>> columns) {
        return columns.isEmpty()
                ? ""
                : columns.entrySet().stream()
                        .map(column -> text(column.getKey())
                                + " is "
                                + column.getValue().get(0).sqlName())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
