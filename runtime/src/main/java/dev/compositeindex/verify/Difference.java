package dev.compositeindex.verify;

/**
 * One attribute in which an index differs from its declaration.
 *
 * @param attribute what differs: {@code "table"}, {@code "unique"}, {@code "key 2"}, {@code "predicate"},
 *     {@code "storage parameters"} …
 * @param declared the declared value, as SQL where SQL has words for it
 * @param actual the value found, in the same form
 */
public record Difference(String attribute, String declared, String actual) {

    @Override
    public String toString() {
        return attribute + " declared as " + declared + ", found " + actual;
    }
}
