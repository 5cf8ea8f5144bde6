package dev.compositeindex.processor.adoption;

import dev.compositeindex.processor.adoption.CatalogIndex.Key;
import dev.compositeindex.processor.adoption.CatalogIndex.Shape;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.CompiledClass;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexStatement;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An index of the catalogue to the annotation that declares it: the inverse of resolving and rendering. Pure. */
final class AnnotationText {
    private static final String SUFFIX = "_ops";

    private AnnotationText() {}

    /**
     * The annotation, or why there is none.
     *
     * @param declaring the class to declare it on; if there is none, fields are guessed
     */
    static Proposal of(CatalogIndex index, Optional<CompiledClass> declaring) {
        Shape shape = index.shape();
        Map<String, String> fields = declaring.map(ClassFinder::fields).orElseGet(() -> ClassFinder.guesses(index));
        List<String> columns = new ArrayList<>();
        shape.keys().stream().filter(key -> !key.isExpression()).forEach(key -> columns.add(key.part()));
        columns.addAll(shape.include());
        Optional<String> obstacle =
                obstacle(index).or(() -> twice(columns)).or(() -> declaring.flatMap(type -> missing(columns, type)));
        if (obstacle.isPresent()) {
            return new Proposal.Undeclarable(index, obstacle.get());
        }
        Optional<String> where = oneLine(shape.predicate());
        if (where.isEmpty()) {
            return new Proposal.Undeclarable(index, "a quoted name in its predicate contains a control character");
        }
        List<Optional<String>> keys = keys(index, fields);
        if (keys.stream().anyMatch(Optional::isEmpty)) {
            return new Proposal.Undeclarable(index, "a quoted name in an expression contains a control character");
        }
        List<String> attributes = new ArrayList<>();
        attributes.add("name = " + JavaText.literal(index.name().name()));
        attributes.add(
                "fields = " + JavaText.array(keys.stream().map(Optional::get).toList()));
        if (!shape.method().equals(AccessMethod.DEFAULT)) {
            attributes.add("using = " + JavaText.literal(shape.method()));
        }
        if (shape.unique()) {
            attributes.add("unique = true");
        }
        if (!shape.nullsDistinct()) {
            attributes.add("nullsDistinct = false");
        }
        if (!where.get().isEmpty()) {
            attributes.add("where = " + JavaText.literal(where.get()));
        }
        if (!shape.include().isEmpty()) {
            attributes.add("include = "
                    + JavaText.array(shape.include().stream().map(fields::get).toList()));
        }
        if (!index.storageParameters().isEmpty()) {
            attributes.add("with = "
                    + JavaText.array(index.storageParameters().entrySet().stream()
                            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                            .toList()));
        }
        return new Proposal.Declarable(index, "@CompositeIndex(" + String.join(", ", attributes) + ")");
    }

    /** What a declaration cannot say. */
    private static Optional<String> obstacle(CatalogIndex index) {
        if (!isWritable(index.name().name())) {
            return Optional.of("its name is blank, or contains a control character");
        }
        return index.shape().unique() || index.shape().nullsDistinct()
                ? Optional.empty()
                : Optional.of("it is NULLS NOT DISTINCT without being unique, which says nothing");
    }

    /** Of expressions, only the whole definition tells what follows them. */
    private static List<Optional<String>> keys(CatalogIndex index, Map<String, String> fields) {
        List<Key> keys = index.shape().keys();
        List<String> printed = IndexStatement.parse(index.definition())
                .map(IndexStatement::keys)
                .orElse(List.of());
        List<Optional<String>> texts = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            texts.add(
                    !keys.get(i).isExpression()
                            ? Optional.of(key(keys.get(i), fields))
                            : i < printed.size() ? oneLine(printed.get(i)) : Optional.empty());
        }
        return texts;
    }

    private static Optional<String> twice(List<String> columns) {
        Set<String> seen = new HashSet<>();
        return columns.stream()
                .filter(column -> !seen.add(column))
                .findFirst()
                .map(column -> "column " + Printable.of(column) + " is in it twice");
    }

    private static Optional<String> missing(List<String> columns, CompiledClass declaring) {
        Map<String, String> fields = ClassFinder.fields(declaring);
        return columns.stream()
                .filter(column -> !fields.containsKey(column))
                .findFirst()
                .map(column -> "%s has no field for column %s".formatted(declaring.name(), Printable.of(column)));
    }

    private static String key(Key key, Map<String, String> fields) {
        return fields.get(key.part())
                + (key.collation().isEmpty() ? "" : " COLLATE " + key.collation())
                + (key.operatorClass().isEmpty() ? "" : " " + operatorClass(key.operatorClass()))
                + (key.descending() ? " DESC" : "")
                + (key.nullsFirst() == key.descending() ? "" : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    /** A bare word counts as an operator class only with the usual suffix. */
    private static String operatorClass(String sql) {
        int open = sql.endsWith(")") ? sql.lastIndexOf('(') : sql.length();
        String name = sql.substring(0, open);
        int last = name.lastIndexOf('.') + 1;
        return name.endsWith(SUFFIX) || name.endsWith("\"")
                ? sql
                : name.substring(0, last) + '"' + name.substring(last) + '"' + sql.substring(open);
    }

    private static boolean isWritable(String name) {
        return !name.isBlank() && name.codePoints().noneMatch(Character::isISOControl);
    }

    /**
     * SQL as the server prints it, but on one line: a control character in a literal is written as an escape. Empty
     * if one is elsewhere.
     */
    private static Optional<String> oneLine(String predicate) {
        if (!(SqlTokenizer.tokenize(predicate) instanceof SqlTokenizer.Tokens tokens)) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder();
        for (SqlToken token : tokens.list()) {
            line.append(line.isEmpty() || !token.spaced() ? "" : " ");
            if (token.text().codePoints().noneMatch(Character::isISOControl)) {
                line.append(token.text());
            } else if (token.text().startsWith("'")) {
                line.append(escaped(token.text()));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(line.toString());
    }

    /** The server prints no escape strings: what stands between the quotes is the text, but for quotes. */
    private static String escaped(String literal) {
        return Identifiers.literalOnOneLine(
                literal.substring(1, literal.length() - 1).replace("''", "'"));
    }
}
