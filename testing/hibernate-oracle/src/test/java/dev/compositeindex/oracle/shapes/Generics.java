package dev.compositeindex.oracle.shapes;

/** What the type variable of a mapped superclass at the top of the hierarchy stands for. */
enum Generics {
    NONE,
    KEY,
    VALUE,
    REFERENCE,
    EMBEDDED
}
