package dev.compositeindex.verify;

import dev.compositeindex.catalog.Found;
import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/** Holds an index of the catalogue against its declaration, value by value. Pure. */
final class DefinitionComparison {

    private static final String NOTHING = "nothing";
    private static final String STORAGE_PARAMETERS = "storage parameters";
    private static final String TABLESPACE = "tablespace";
    private static final String COMMENT = "comment";

    private final List<Difference> differences = new ArrayList<>();

    private DefinitionComparison() {}

    /**
     * All attributes in which the two differ. If the index is on another table, nothing else is compared.
     *
     * @param predicate the declared predicate, as the server prints it; if that is unknown, it differs only from none
     */
    static List<Difference> differences(IndexDefinition declared, PrintedPredicate predicate, Found.Index actual) {
        DefinitionComparison comparison = new DefinitionComparison();
        if (actual.onDeclaredTable()) {
            comparison.compare("access method", declared.method(), actual.method());
            comparison.compare(
                    "uniqueness", declared.unique() ? "UNIQUE" : "not unique", uniqueness(actual.uniqueness()));
            comparison.compareKeys(declared.keys(), actual.keys());
            comparison.compareLists("include", declared.include(), actual.include());
            comparison.comparePredicates(predicate, actual);
            comparison.compareSettings(declared, actual);
        } else {
            comparison.differ("table", declared.qualifiedTable(), actual.table());
        }
        return comparison.differences;
    }

    /** Whether all of them can go without building the index anew. */
    static boolean areChangeable(List<Difference> differences, Found.Index actual) {
        // PostgreSQL refuses to set storage parameters of an index of a partitioned table, and moves only those of its
        // partitions.
        Set<String> changeable =
                actual.partitioned() ? Set.of(COMMENT) : Set.of(STORAGE_PARAMETERS, TABLESPACE, COMMENT);
        return differences.stream().map(Difference::attribute).allMatch(changeable::contains);
    }

    /** Indexes are moved and commented on by others, too: that counts only where the declaration says something. */
    private void compareSettings(IndexDefinition declared, Found.Index actual) {
        Found.Settings settings = actual.settings();
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

    private void compareKeys(List<IndexKey> declared, List<Found.Key> actual) {
        for (int i = 0; i < Math.max(declared.size(), actual.size()); i++) {
            String attribute = "key " + (i + 1);
            if (i >= declared.size()) {
                differ(attribute, NOTHING, text(actual.get(i)));
            } else if (i >= actual.size()) {
                differ(attribute, text(declared.get(i)), NOTHING);
            } else if (!expected(declared.get(i)).equals(actual.get(i))) {
                differ(attribute, text(declared.get(i)), text(actual.get(i)));
            }
        }
    }

    private void comparePredicates(PrintedPredicate declared, Found.Index index) {
        String actual = predicate(index);
        if (declared instanceof PrintedPredicate.Printed printed) {
            compare("predicate", printed.sql().isEmpty() ? NOTHING : printed.sql(), actual);
        } else if (declared instanceof PrintedPredicate.Refused refused) {
            differ(
                    "predicate",
                    refused.sql() + " (which PostgreSQL refuses on this table: " + refused.refusal() + ")",
                    actual);
        } else if (declared instanceof PrintedPredicate.Unknown unknown && !index.partial()) {
            differ("predicate", unknown.sql(), actual);
        }
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

    private static Found.Key expected(IndexKey declared) {
        return new Found.Key(declared.part(), false, declared.order(), declared.nulls(), "", "");
    }

    private static String predicate(Found.Index actual) {
        if (!actual.partial()) {
            return NOTHING;
        }
        return actual.predicateLockedBy().isEmpty() ? actual.predicate() : "one that cannot be read now";
    }

    private static String uniqueness(Found.Uniqueness actual) {
        if (actual.exclusion()) {
            return "an exclusion constraint";
        }
        if (!actual.unique()) {
            return "not unique";
        }
        return "UNIQUE" + (actual.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
                + (actual.deferrable() ? " DEFERRABLE" : "");
    }

    private static String text(IndexKey key) {
        return text(expected(key));
    }

    private static String text(Found.Key key) {
        StringBuilder text = new StringBuilder(key.part());
        if (!key.collation().isEmpty()) {
            text.append(" COLLATE ").append(key.collation());
        }
        if (!key.operatorClass().isEmpty()) {
            text.append(' ').append(key.operatorClass());
        }
        // Both keys of a difference are written out in full: a clause that is a default here may be the difference.
        text.append(key.order() == SortOrder.DESC ? " DESC" : " ASC");
        text.append(key.nulls() == NullsOrder.FIRST ? " NULLS FIRST" : " NULLS LAST");
        return text.toString();
    }

    private static String parameters(SortedMap<String, String> parameters) {
        return parameters.isEmpty() ? NOTHING : "(" + StorageParameters.text(parameters) + ")";
    }

    private static String literal(String comment) {
        return comment.isEmpty() ? NOTHING : SqlText.literal(comment);
    }

    private static String list(List<String> columns) {
        return columns.isEmpty() ? NOTHING : "(" + String.join(", ", columns) + ")";
    }
}
