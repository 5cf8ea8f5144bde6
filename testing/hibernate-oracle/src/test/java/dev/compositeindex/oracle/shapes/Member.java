package dev.compositeindex.oracle.shapes;

import java.util.Locale;

/**
 * A field with its getter and setter, mapped by either of them.
 *
 * @param annotations with a space at the end, or empty
 * @param isKey whether it belongs to the primary key; then its first annotation says so
 * @param isTwice whether field and getter are annotated, wherever the class has its annotations
 */
record Member(String annotations, String type, String name, boolean isKey, boolean isTwice) {

    static Member of(String annotations, String type, String name) {
        return new Member(annotations, type, name, false, false);
    }

    static Member ofKey(String annotations, String type, String name) {
        return new Member(annotations, type, name, true, false);
    }

    /** The same member where its type is a variable. */
    Member as(String variable) {
        return new Member(annotations, variable, name, isKey, isTwice);
    }

    /** The same member for a class that is read by fields in one place, by getters in another: it is no value without. */
    Member annotatedTwice() {
        return new Member(annotations, type, name, isKey, true);
    }

    /** {@code @Id}, of a primary key. */
    String firstAnnotation() {
        return annotations.substring(0, annotations.indexOf(' ') + 1);
    }

    String field(String written) {
        return "    %s%s %s;%n".formatted(written, type, name);
    }

    String accessors(String written) {
        String property = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return "    %1$spublic %2$s get%3$s() { return %4$s; }%n    public void set%3$s(%2$s %4$s) { this.%4$s = %4$s; }%n"
                .formatted(written, type, property, name);
    }
}
