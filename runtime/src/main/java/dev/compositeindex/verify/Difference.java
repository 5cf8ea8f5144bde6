package dev.compositeindex.verify;

/**
 * One attribute in which an index differs from its declaration.
 *
 * @param attribute what differs: {@code "kind"}, {@code "table"}, {@code "access method"}, {@code "uniqueness"}, {@code
 *     "key 2"}, {@code "include"}, {@code "predicate"}, {@code "storage parameters"}, {@code "tablespace"}, {@code "comment"}
 * @param declared the declared value, as SQL where SQL has words for it
 * @param actual the value found, in the same form
 */
public record Difference(String attribute, String declared, String actual) {

    @Override
    public String toString() {
        return attribute + " declared as " + declared + ", found " + actual;
    }
}
