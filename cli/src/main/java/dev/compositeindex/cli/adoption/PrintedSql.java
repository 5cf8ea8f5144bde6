package dev.compositeindex.cli.adoption;

import dev.compositeindex.processor.grammar.ExpressionGrammar;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.KeySyntax;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An expression or a predicate as the server prints it.
 *
 * @param tokens its tokens
 * @param places the positions of those that are names of columns
 */
record PrintedSql(List<SqlToken> tokens, SortedSet<Integer> places) {

    /** A predicate, without parentheses around all of it. Empty if it has no tokens that a declaration may have. */
    static Optional<PrintedSql> predicate(String sql) {
        return tokens(sql)
                .map(KeySyntax::withoutParentheses)
                .map(predicate -> new PrintedSql(predicate, ExpressionGrammar.columns(predicate)));
    }

    /** An expression that is a key, and what follows it; empty in the same case. */
    static Optional<PrintedSql> key(String sql) {
        return tokens(sql)
                .map(key ->
                        new PrintedSql(key, ExpressionGrammar.columns(key.subList(0, KeySyntax.endOfPart(key, 0)))));
    }

    private static Optional<List<SqlToken>> tokens(String sql) {
        return SqlTokenizer.tokenize(sql) instanceof SqlTokenizer.Tokens tokens
                ? Optional.of(tokens.list())
                : Optional.empty();
    }

    /** The operator class that this key names, with its parameters; empty if none: what the server takes by itself. */
    String operatorClass() {
        StringBuilder text = new StringBuilder();
        tokens.subList(startOfClass(), endOfClass())
                .forEach(token -> text.append(token.spaced() && !text.isEmpty() ? " " : "")
                        .append(token.text()));
        return text.toString();
    }

    /** This key with this operator class. */
    PrintedSql withOperatorClass(String sql) {
        List<SqlToken> changed = new ArrayList<>(tokens.subList(0, startOfClass()));
        changed.addAll(tokens(" " + sql).orElse(List.of()));
        changed.addAll(tokens.subList(endOfClass(), tokens.size()));
        return new PrintedSql(changed, places);
    }

    private int startOfClass() {
        int end = KeySyntax.endOfPart(tokens, 0);
        return end < tokens.size() && tokens.get(end).isWord("COLLATE") ? KeySyntax.endOfName(tokens, end + 1) : end;
    }

    private int endOfClass() {
        int end = startOfClass();
        while (end < tokens.size()
                && !tokens.get(end).isWord("DESC")
                && !tokens.get(end).isWord("NULLS")) {
            end++;
        }
        return end;
    }

    /** Its columns. */
    Set<String> columns() {
        return places.stream()
                .flatMap(place -> Identifiers.parse(tokens.get(place).text()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The same for an annotation, on one line: fields in braces for columns, and escapes for control characters in literals.
     * Empty if one is elsewhere.
     *
     * @param paths the field path of each column; one that is not among them stays as it is
     * @param isField whether the class has a field of a name, for which an unquoted column must not be taken
     */
    Optional<String> text(Map<String, String> paths, Predicate<String> isField) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            line.append(line.isEmpty() || !token.spaced() ? "" : " ");
            if (places.contains(i)) {
                line.append(column(token.text(), paths, isField));
            } else if (token.text().startsWith("'")) {
                line.append(literal(token.text()));
            } else {
                line.append(token.text());
            }
        }
        return Optional.of(line.toString()).filter(text -> text.codePoints().noneMatch(Identifiers::isLost));
    }

    /** What stands in for a column reads the same, so that nothing is wrong if a word of JSON's syntax is taken for one. */
    private static String column(String sql, Map<String, String> paths, Predicate<String> isField) {
        String name = Identifiers.parse(sql).get(0);
        if (paths.containsKey(name)) {
            return Identifiers.quote(name).equals(sql) ? "{" + paths.get(name) + "}" : sql;
        }
        return name.equals(sql) && isField.test(name) ? '"' + name + '"' : sql;
    }

    /** The server prints no escape strings: what stands between the quotes is the text, but for quotes. */
    private static String literal(String sql) {
        return sql.codePoints().noneMatch(Identifiers::isLost)
                ? sql
                : Identifiers.literalOnOneLine(
                        sql.substring(1, sql.length() - 1).replace("''", "'"));
    }
}
