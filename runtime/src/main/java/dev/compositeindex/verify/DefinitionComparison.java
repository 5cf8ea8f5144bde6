package dev.compositeindex.verify;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.Shape;
import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.catalog.StorageParameters;
import dev.compositeindex.registry.IndexDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** Holds an index of the catalogue against its declaration, value by value. Pure. */
final class DefinitionComparison {

    private static final String NOTHING = "nothing";
    private static final String STORAGE_PARAMETERS = "storage parameters";
    private static final String TABLESPACE = "tablespace";
    private static final String COMMENT = "comment";

    private final List<Difference> differences = new ArrayList<>();

    private DefinitionComparison() {}

    /**
     * All attributes in which the two are known to differ. If the index is on another table, nothing else is compared.
     *
     * @param expected what the declared keys and predicate are in the catalogue's words
     */
    static List<Difference> differences(IndexDefinition declared, Expectation expected, CatalogEntry.Index actual) {
        DefinitionComparison comparison = new DefinitionComparison();
        Shape shape = actual.shape();
        comparison.compare("access method", declared.method(), shape.method());
        comparison.compare(
                "uniqueness", uniqueness(DeclaredShape.uniqueness(declared)), uniqueness(shape.uniqueness()));
        comparison.compareKeys(expected.keys(), shape.keys(), KeyWording.of(declared.method(), shape.method()));
        comparison.compareLists("include", declared.include(), shape.include());
        comparison.comparePredicates(expected.predicate(), shape.predicate());
        comparison.compareSettings(declared, actual);
        return comparison.differences;
    }

    /** Whether all of them can go without building the index anew. */
    static boolean areChangeable(List<Difference> differences, CatalogEntry.Index actual) {
        // PostgreSQL refuses to set storage parameters of an index of a partitioned table, and moves only those of its
        // partitions.
        Set<String> changeable =
                actual.partitioned() ? Set.of(COMMENT) : Set.of(STORAGE_PARAMETERS, TABLESPACE, COMMENT);
        return differences.stream().map(Difference::attribute).allMatch(changeable::contains);
    }

    /** Indexes are moved and commented on by others, too: that counts only where the declaration says something. */
    private void compareSettings(IndexDefinition declared, CatalogEntry.Index actual) {
        CatalogEntry.Settings settings = actual.settings();
        if (!StorageParameters.same(declared.storageParameters(), settings.storageParameters())) {
            differ(
                    STORAGE_PARAMETERS,
                    parameters(declared.storageParameters()),
                    parameters(settings.storageParameters()));
        }
        if (!declared.tablespace().isEmpty()) {
            compare(TABLESPACE, declared.tablespace(), settings.tablespace());
        }
        // An index gets its comment once it is built.
        if (!declared.comment().isEmpty() && actual.state().usable()) {
            compare(COMMENT, literal(declared.comment()), literal(settings.comment()));
        }
    }

    private void compareKeys(List<Part<Shape.Key>> declared, List<Shape.Key> actual, Function<Shape.Key, String> text) {
        for (int i = 0; i < Math.max(declared.size(), actual.size()); i++) {
            String attribute = "key " + (i + 1);
            if (i >= declared.size()) {
                differ(attribute, NOTHING, text.apply(actual.get(i)));
            } else if (i >= actual.size()) {
                differ(attribute, text(declared.get(i), text), NOTHING);
            } else if (differ(declared.get(i), actual.get(i))) {
                differ(attribute, text(declared.get(i), text), text.apply(actual.get(i)));
            }
        }
    }

    /** Of a key of which the server could not be asked, its order is known, and its column. */
    private static boolean differ(Part<Shape.Key> declared, Shape.Key actual) {
        if (declared instanceof Part.Unknown<Shape.Key> unknown) {
            Shape.Key key = unknown.written();
            return key.order() != actual.order()
                    || key.nulls() != actual.nulls()
                    || !key.expression() && (actual.expression() || !key.part().equals(actual.part()));
        }
        return !(declared instanceof Part.Known<Shape.Key> known
                && known.value().equals(actual));
    }

    private void comparePredicates(Part<String> declared, String actual) {
        boolean same = declared instanceof Part.Unknown
                ? !actual.isEmpty()
                : declared instanceof Part.Known<String> known && known.value().equals(actual);
        if (!same) {
            differ("predicate", text(declared, DefinitionComparison::orNothing), orNothing(actual));
        }
    }

    private static <T> String text(Part<T> declared, Function<T, String> text) {
        if (declared instanceof Part.Known<T> known) {
            return text.apply(known.value());
        }
        if (declared instanceof Part.Refused<T> refused) {
            return text.apply(refused.written()) + " (which PostgreSQL refuses on this table: " + refused.refusal()
                    + ")";
        }
        return text.apply(((Part.Unknown<T>) declared).written());
    }

    private void compareLists(String attribute, List<String> declared, List<String> actual) {
        if (!declared.equals(actual)) {
            differ(attribute, list(declared), list(actual));
        }
    }

    private void compare(String attribute, String declared, String actual) {
        if (!Objects.equals(declared, actual)) {
            differ(attribute, declared, actual);
        }
    }

    private void differ(String attribute, String declared, String actual) {
        differences.add(new Difference(attribute, declared, actual));
    }

    private static String uniqueness(Shape.Uniqueness actual) {
        if (actual.exclusion()) {
            return "an exclusion constraint";
        }
        if (!actual.unique()) {
            return "not unique";
        }
        return "UNIQUE" + (actual.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
                + (actual.deferrable() ? " DEFERRABLE" : "");
    }

    private static String parameters(SortedMap<String, String> parameters) {
        return parameters.isEmpty() ? NOTHING : "(" + StorageParameters.text(parameters) + ")";
    }

    private static String literal(String comment) {
        return comment.isEmpty() ? NOTHING : SqlText.literal(comment);
    }

    private static String orNothing(String predicate) {
        return predicate.isEmpty() ? NOTHING : predicate;
    }

    private static String list(List<String> columns) {
        return columns.isEmpty() ? NOTHING : "(" + String.join(", ", columns) + ")";
    }
}
