package dev.compositeindex.processor.diagnostic;

/** The kinds of warnings. Each has a name, with which {@code @SuppressWarnings} on a class silences it. */
public enum Warning {
    /** Another index serves all that this one serves. */
    REDUNDANT("redundant"),
    /** What is declared is not what is recorded. */
    UNRECORDED("unrecorded"),
    /** A table has so many indexes that writes suffer. */
    MANY_INDEXES("many-indexes"),
    /** PostgreSQL refuses such an index, unless a column has another type than its field suggests. */
    TYPES("types"),
    /** The access method does little for keys of this type. */
    UNSUITABLE("unsuitable"),
    /** A partial index would serve better. */
    LEADING_BOOLEAN("leading-boolean"),
    /** Rows that refer to others are not found by them. */
    FOREIGN_KEY("foreign-key"),
    /** What the index holds follows from settings of the session that builds it. */
    SESSION("session");

    /** Silences all kinds. */
    public static final String ALL = "compositeindex";

    private final String key;

    Warning(String key) {
        this.key = ALL + ":" + key;
    }

    /** What {@code @SuppressWarnings} has to say: {@code compositeindex:redundant}. */
    public String key() {
        return key;
    }
}
