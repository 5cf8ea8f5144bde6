package dev.compositeindex.oracle.shapes;

/** Which class has a secondary table. */
enum Secondary {
    NONE,
    TOP,
    LEAF
}
