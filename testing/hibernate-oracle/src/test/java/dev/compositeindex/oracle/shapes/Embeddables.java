package dev.compositeindex.oracle.shapes;

/** What values classes of the hierarchy embed. */
enum Embeddables {
    NONE,
    /** One in another, with a reference. */
    NESTED,
    GENERIC,
    RECORD,
    /** With a mapped superclass of its own. */
    INHERITED,
    /** The same type twice, with other names that fields and classes say. */
    OVERRIDDEN
}
