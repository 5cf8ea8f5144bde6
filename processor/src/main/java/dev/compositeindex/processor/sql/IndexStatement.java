package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexClause.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code CREATE INDEX} statement in its parts: enough to give the index another name, to compare two definitions apart
 * from their names, and to lay the statement out. {@link #parse} is the inverse of {@link #definition}.
 *
 * @param unique whether it is unique
 * @param name the index's name, raw
 * @param table the table
 * @param clauses what follows the table, the keys first
 */
public record IndexStatement(boolean unique, String name, Table table, List<IndexClause> clauses) {
    private static final String CONCURRENTLY = "CONCURRENTLY IF NOT EXISTS ";

    public IndexStatement {
        clauses = List.copyOf(clauses);
    }

    /** A statement whose clauses are written already: the keys, after the access method if one is named, then the others. */
    public static IndexStatement of(boolean unique, String name, Table table, List<String> clauses) {
        return new IndexStatement(
                unique,
                name,
                table,
                Stream.concat(
                                Stream.of(IndexClause.keys(clauses.get(0))),
                                clauses.stream().skip(1).map(IndexClause::of))
                        .toList());
    }

    /** Reads a canonical definition; empty if the text is none. */
    public static Optional<IndexStatement> parse(String definition) {
        return SqlTokenizer.tokenize(definition) instanceof SqlTokenizer.Tokens tokens
                ? new IndexStatementParser(tokens.list()).statement()
                : Optional.empty();
    }

    /** The canonical definition: one line, no terminator, and nothing about how the index is built. */
    public String definition() {
        return text("");
    }

    /** The statement that builds the index while reads and writes go on, without terminator. */
    public String concurrentBuild() {
        return text(CONCURRENTLY);
    }

    /** What follows the table, on one line. */
    public String clausesText() {
        return clauses.stream().map(IndexClause::text).collect(Collectors.joining(" "));
    }

    /** What makes it the index that it is: what can be changed without building it anew is left out. */
    public IndexStatement identity() {
        return without(Set.of(Type.WITH, Type.TABLESPACE));
    }

    /** The storage parameters: lower-case names with their values as they are written; {@code true} if none is. */
    public SortedMap<String, String> storageParameters() {
        SortedMap<String, String> parameters = new TreeMap<>();
        clause(Type.WITH)
                .ifPresent(with -> with.elements().forEach(element -> {
                    List<SqlToken> parameter = element.of(with.tokens());
                    int equals = 0;
                    while (equals < parameter.size() && !parameter.get(equals).is("=")) {
                        equals++;
                    }
                    String parameterName = String.join("", Identifiers.parse(joined(parameter.subList(0, equals))));
                    parameters.put(
                            parameterName,
                            equals == parameter.size()
                                    ? "true"
                                    : joined(parameter.subList(equals + 1, parameter.size())));
                }));
        return parameters;
    }

    /** The keys as they are written, each with all that follows it. */
    public List<String> keys() {
        IndexClause keys = clauses.get(0);
        return keys.elements().stream().map(keys::text).toList();
    }

    /** Whether nothing but keys is said: no access method, and no other clause. */
    public boolean hasOnlyKeys() {
        return clauses.size() == 1 && clauses.get(0).tokens().get(0).is("(");
    }

    /** The tablespace, raw; empty if none is named. */
    public String tablespace() {
        return clause(Type.TABLESPACE)
                .map(clause -> joined(clause.body().of(clause.tokens())))
                .map(name -> String.join(".", Identifiers.parse(name)))
                .orElse("");
    }

    /** The index's name, in its table's schema, where an index always is. */
    public IndexName qualifiedName() {
        return new IndexName(table.schema(), name);
    }

    public IndexStatement withName(String newName) {
        return new IndexStatement(unique, newName, table, clauses);
    }

    /** The same index on another table, or with other clauses. */
    public IndexStatement with(Table newTable, List<IndexClause> newClauses) {
        return new IndexStatement(unique, name, newTable, newClauses);
    }

    private IndexStatement without(Set<Type> types) {
        return with(
                table,
                clauses.stream()
                        .filter(clause -> !types.contains(clause.type()))
                        .toList());
    }

    private Optional<IndexClause> clause(Type type) {
        return clauses.stream().filter(clause -> clause.type() == type).findFirst();
    }

    private static String joined(List<SqlToken> tokens) {
        return tokens.stream().map(SqlToken::text).collect(Collectors.joining());
    }

    private String text(String how) {
        return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + how + Identifiers.quote(name) + " ON "
                + Identifiers.quote(table) + " " + clausesText();
    }
}
