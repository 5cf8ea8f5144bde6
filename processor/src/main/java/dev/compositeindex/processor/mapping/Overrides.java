package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.ReferenceDecl;
import dev.compositeindex.processor.model.TypeDecl;
import dev.compositeindex.processor.model.TypeDecl.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What classes and embedding fields say of the columns of a field that they inherit or embed. */
final class Overrides {

    private Overrides() {}

    /** Gives a field the column that it has here: of inherited and embedded fields, classes and fields above may say another. */
    static FieldDecl applied(TypeDecl root, List<FieldDecl> trail, FieldDecl field) {
        return said(root, trail, field, Level::columns, above -> above.mapping().columns())
                .map(field::withColumn)
                .orElse(field);
    }

    /**
     * Reads what is said of a reference. One that is the primary key by itself has what it says itself, whatever is said above
     * it.
     */
    static ReferenceDecl reference(TypeDecl root, List<FieldDecl> trail, FieldDecl field) {
        return field.mapping().isId()
                ? field.mapping().reference()
                : said(
                                root,
                                trail,
                                field,
                                Level::references,
                                above -> above.mapping().references())
                        .orElse(field.mapping().reference());
    }

    /** Tells whether a to-one reference has a constraint: the field and what is said above it may each take it away. */
    static boolean areConstrained(TypeDecl root, FieldDecl field) {
        return Stream.concat(
                        Stream.of(field.mapping().reference()),
                        said(
                                root,
                                List.of(),
                                field,
                                Level::references,
                                above -> above.mapping().references())
                                .stream())
                .allMatch(ReferenceDecl::isConstrained);
    }

    /**
     * Tells whether a class above says what the columns of a reference are. Where they are the primary key's, too, Hibernate 5 takes
     * what the reference says itself, and later ones do so in joined tables.
     */
    static boolean sayReference(TypeDecl root, FieldDecl reference) {
        return said(
                        root,
                        List.of(),
                        reference,
                        Level::references,
                        above -> above.mapping().references())
                .isPresent();
    }

    /** What is said of a field above it. The outermost wins; of classes, the one that is further down. */
    private static <T> Optional<T> said(
            TypeDecl root,
            List<FieldDecl> trail,
            FieldDecl field,
            Function<Level, Map<String, T>> ofClass,
            Function<FieldDecl, Map<String, T>> ofField) {
        if (isNothingSaid(root, trail, ofClass, ofField)) {
            return Optional.empty();
        }
        List<String> path = path(trail, field);
        FieldDecl top = trail.isEmpty() ? field : trail.get(0);
        for (Level level : new Hierarchy(root).levelsFrom(top)) {
            T found = ofClass.apply(level).get(String.join(".", path));
            if (found != null) {
                return Optional.of(found);
            }
        }
        for (int i = 0; i < trail.size(); i++) {
            T found = ofField.apply(trail.get(i)).get(String.join(".", path.subList(i + 1, path.size())));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** As of nearly all fields, which each index and each rule asks about. */
    private static <T> boolean isNothingSaid(
            TypeDecl root,
            List<FieldDecl> trail,
            Function<Level, Map<String, T>> ofClass,
            Function<FieldDecl, Map<String, T>> ofField) {
        for (Level level : root.levels()) {
            if (!ofClass.apply(level).isEmpty()) {
                return false;
            }
        }
        for (FieldDecl above : trail) {
            if (!ofField.apply(above).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    static List<String> path(List<FieldDecl> trail, FieldDecl field) {
        return append(trail, field).stream().map(FieldDecl::name).toList();
    }

    static List<FieldDecl> append(List<FieldDecl> trail, FieldDecl field) {
        List<FieldDecl> longer = new ArrayList<>(trail);
        longer.add(field);
        return longer;
    }
}
