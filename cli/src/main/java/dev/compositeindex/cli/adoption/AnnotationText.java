package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.Shape;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An index of the catalogue to the annotation that declares it: the inverse of resolving and rendering. Pure. */
final class AnnotationText {
    private static final String SUFFIX = "_ops";

    private final ExistingIndex index;
    private final Optional<MappedClass> declaring;
    private final Map<String, String> paths;

    private AnnotationText(ExistingIndex index, Optional<MappedClass> declaring) {
        this.index = index;
        this.declaring = declaring;
        this.paths = declaring.map(MappedClass::paths).orElseGet(() -> GuessedFields.of(index));
    }

    /**
     * The annotation, or why there is none.
     *
     * @param declaring the class to declare it on; if there is none, fields are guessed
     */
    static Proposal of(ExistingIndex index, Optional<MappedClass> declaring) {
        return new AnnotationText(index, declaring).proposal();
    }

    private Proposal proposal() {
        Optional<String> obstacle = obstacle()
                .or(this::twice)
                .or(() -> declaring.flatMap(MappedClass::obstacle))
                .or(() -> declaring.flatMap(this::named));
        if (obstacle.isPresent()) {
            return new Proposal.Undeclarable(index, obstacle.get());
        }
        Optional<String> where = PrintedSql.predicate(index.shape().predicate()).flatMap(this::text);
        if (where.isEmpty()) {
            return new Proposal.Undeclarable(index, "a quoted name in its predicate contains a control character");
        }
        List<Optional<String>> keys = keys();
        if (keys.stream().anyMatch(Optional::isEmpty)) {
            return new Proposal.Undeclarable(index, "a quoted name in an expression contains a control character");
        }
        IndexDecl declared =
                declaration(keys.stream().map(Optional::orElseThrow).toList(), where.get());
        return declaring
                .flatMap(type -> type.refusal(declared))
                .<Proposal>map(reason -> new Proposal.Undeclarable(
                        index, "the compiler would refuse " + annotation(declared) + ": " + reason))
                .orElseGet(() -> new Proposal.Declarable(index, annotation(declared)));
    }

    private IndexDecl declaration(List<String> keys, String where) {
        Shape shape = index.shape();
        return new IndexDecl(
                new Site.OfIndex(
                        declaring.map(MappedClass::name).orElse(""),
                        1,
                        index.name().name()),
                keys,
                shape.method(),
                shape.uniqueness().unique(),
                !shape.uniqueness().nullsNotDistinct(),
                where,
                shape.include().stream().map(this::path).toList(),
                index.listed().storageParameters().entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .toList(),
                "",
                "",
                "");
    }

    private static String annotation(IndexDecl declared) {
        List<String> attributes = new ArrayList<>();
        attributes.add("name = " + JavaText.literal(declared.name()));
        attributes.add("fields = " + JavaText.array(declared.fields()));
        if (!declared.using().equals(AccessMethod.DEFAULT)) {
            attributes.add("using = " + JavaText.literal(declared.using()));
        }
        if (declared.unique()) {
            attributes.add("unique = true");
        }
        if (!declared.nullsDistinct()) {
            attributes.add("nullsDistinct = false");
        }
        if (!declared.where().isEmpty()) {
            attributes.add("where = " + JavaText.literal(declared.where()));
        }
        if (!declared.include().isEmpty()) {
            attributes.add("include = " + JavaText.array(declared.include()));
        }
        if (!declared.with().isEmpty()) {
            attributes.add("with = " + JavaText.array(declared.with()));
        }
        return "@CompositeIndex(" + String.join(", ", attributes) + ")";
    }

    /** What a declaration cannot say. */
    private Optional<String> obstacle() {
        if (!isWritable(index.name().name())) {
            return Optional.of("its name is blank, or contains a control character");
        }
        Shape.Uniqueness uniqueness = index.shape().uniqueness();
        return uniqueness.unique() || !uniqueness.nullsNotDistinct()
                ? Optional.empty()
                : Optional.of("it is NULLS NOT DISTINCT without being unique, which says nothing");
    }

    /** As the compiler has it: keys with other operator classes or collations are other keys. */
    private Optional<String> twice() {
        Set<String> columns = new HashSet<>();
        Set<List<String>> ways = new HashSet<>();
        for (Shape.Key key : index.shape().keys()) {
            if (!key.expression()) {
                columns.add(key.part());
                if (!ways.add(List.of(key.part(), key.collation(), key.operatorClass()))) {
                    return Optional.of(isTwice(key.part()));
                }
            }
        }
        return index.shape().include().stream()
                .filter(column -> !columns.add(column))
                .findFirst()
                .map(AnnotationText::isTwice);
    }

    private static String isTwice(String column) {
        return "column " + Printable.of(column) + " is in it twice";
    }

    /** Names that were made by another rule: as columns of no field they would be lost on the next renaming. */
    private Optional<String> named(MappedClass type) {
        return index.columns().stream()
                .filter(column -> !paths.containsKey(column) && type.hasFieldLike(column))
                .findFirst()
                .map(column ->
                        "%s has no field for column %s by this rule for names; say the one that the class was compiled with (naming)"
                                .formatted(type.name(), Printable.of(column)));
    }

    /** The field of a column; one that no field has is named itself. */
    private String path(String column) {
        String path = paths.get(column);
        return path == null ? '"' + column.replace("\"", "\"\"") + '"' : path;
    }

    /** Of expressions, only the whole definition tells what follows them. */
    private List<Optional<String>> keys() {
        List<Shape.Key> keys = index.shape().keys();
        List<String> printed = index.printedKeys();
        List<Optional<String>> texts = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String operatorClass = index.listed().operatorClasses().get(i);
            texts.add(
                    !keys.get(i).expression()
                            ? Optional.of(column(keys.get(i), operatorClass(operatorClass)))
                            : i < printed.size()
                                    ? PrintedSql.key(printed.get(i)).flatMap(key -> expression(key, operatorClass))
                                    : Optional.empty());
        }
        return texts;
    }

    private Optional<String> expression(PrintedSql key, String operatorClass) {
        return text(
                key.withOperatorClass(operatorClass(operatorClass.isEmpty() ? key.operatorClass() : operatorClass)));
    }

    /** Where the class is not known, neither is what the columns of an expression are called in it. */
    private Optional<String> text(PrintedSql sql) {
        return sql.text(
                declaring.map(MappedClass::paths).orElse(Map.of()),
                name -> declaring.filter(type -> type.hasField(name)).isPresent());
    }

    private String column(Shape.Key key, String operatorClass) {
        boolean desc = key.order() == SortOrder.DESC;
        boolean nullsFirst = key.nulls() == NullsOrder.FIRST;
        return path(key.part())
                + (key.collation().isEmpty() ? "" : " COLLATE " + key.collation())
                + (operatorClass.isEmpty() ? "" : " " + operatorClass)
                + (desc ? " DESC" : "")
                + (desc == nullsFirst ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }

    /** A bare word counts as an operator class only with the usual suffix. */
    private static String operatorClass(String sql) {
        int open = sql.endsWith(")") ? sql.lastIndexOf('(') : sql.length();
        String name = sql.substring(0, open);
        int last = name.lastIndexOf('.') + 1;
        return sql.isEmpty() || name.endsWith(SUFFIX) || name.endsWith("\"")
                ? sql
                : name.substring(0, last) + '"' + name.substring(last) + '"' + sql.substring(open);
    }

    private static boolean isWritable(String name) {
        return !name.isBlank() && name.codePoints().noneMatch(Identifiers::isLost);
    }
}
