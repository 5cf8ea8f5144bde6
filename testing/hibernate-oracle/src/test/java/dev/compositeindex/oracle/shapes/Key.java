package dev.compositeindex.oracle.shapes;

/** What the primary key of a hierarchy is. */
enum Key {
    SIMPLE,
    ID_CLASS_ONE,
    ID_CLASS_TWO,
    EMBEDDED_ONE,
    EMBEDDED_TWO,
    /** {@code @MapsId} without a value, to a key of one column. */
    SHARED_ONE,
    SHARED_TWO,
    /** {@code @MapsId} with the name of a part of the key. */
    SHARED_PART_ONE,
    SHARED_PART_TWO,
    /** {@code @IdClass}, with a reference among the parts. */
    REFERENCE_ONE,
    REFERENCE_TWO
}
