package dev.compositeindex.cli.adoption;

/** What the database says to a declared index. */
public enum Outcome {
    /** It exists: to be recorded. */
    EQUAL("equal", false),
    /** Its name is taken by something else. */
    DIFFERENT("different", true),
    /** It exists, but queries do not use it. */
    INVALID("INVALID", true),
    /** There is no index of its name, but an equal one of another. */
    OTHER_NAME("under another name", false),
    /** There is no such index: {@code record} builds it. */
    MISSING("missing", false),
    /** There is an index of its name, but the server cannot compare the two. */
    UNKNOWN("cannot be told", true);

    private final String words;
    private final boolean isFailure;

    Outcome(String words, boolean isFailure) {
        this.words = words;
        this.isFailure = isFailure;
    }

    String words() {
        return words;
    }

    /** Whether someone has to do something before the index is as it is declared. */
    boolean isFailure() {
        return isFailure;
    }
}
