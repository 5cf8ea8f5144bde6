package dev.compositeindex.verify;

/**
 * A declared predicate as the server prints it.
 *
 * @param sql the server's text, or the declared text if the server refuses it; empty for an index on all rows
 * @param refusal why the server refuses it; empty if it does not
 */
record PrintedPredicate(String sql, String refusal) {

    /** Of an index on all rows. */
    static final PrintedPredicate NONE = new PrintedPredicate("", "");

    boolean isRefused() {
        return !refusal.isEmpty();
    }
}
