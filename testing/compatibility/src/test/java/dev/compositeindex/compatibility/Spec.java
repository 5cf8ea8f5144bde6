package dev.compositeindex.compatibility;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A declared index, as a random test draws it.
 *
 * @param name empty for a derived one
 * @param fields its keys
 * @param unique whether it is unique
 * @param comment empty for none
 * @param fillfactor 0 for none
 */
record Spec(String name, List<String> fields, boolean unique, String comment, int fillfactor) {

    /** What two indexes must not have in common. */
    String effectiveName() {
        return name.isEmpty() ? fields + " " + unique : name;
    }

    String annotation() {
        return "@CompositeIndex(" + (name.isEmpty() ? "" : "name = \"" + name + "\", ") + "fields = "
                + fields.stream().map(field -> "\"" + field + "\"").collect(Collectors.joining(", ", "{", "}"))
                + (unique ? ", unique = true" : "")
                + (comment.isEmpty() ? "" : ", comment = \"" + comment + "\"")
                + (fillfactor == 0 ? "" : ", with = \"fillfactor=" + fillfactor + "\"") + ")\n";
    }

    Spec withName(String other) {
        return new Spec(other, fields, unique, comment, fillfactor);
    }

    Spec withFields(List<String> others) {
        return new Spec(name, others, unique, comment, fillfactor);
    }

    Spec withSettings(String otherComment, int otherFillfactor) {
        return new Spec(name, fields, unique, otherComment, otherFillfactor);
    }

    Spec asUnique(boolean isUnique) {
        return new Spec(name, fields, isUnique, comment, fillfactor);
    }
}
