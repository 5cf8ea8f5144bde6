package dev.compositeindex.oracle.shapes;

/** By what classes are mapped, and where the annotations stand. */
enum Access {
    FIELD(Placement.FIELDS, Placement.FIELDS, ""),
    PROPERTY(Placement.GETTERS, Placement.GETTERS, ""),
    /** By fields, but for some properties that say otherwise. */
    MIXED(Placement.MIXED, Placement.MIXED, ""),
    /** By fields, but for the class in the middle. */
    PROPERTY_IN_THE_MIDDLE(Placement.FIELDS, Placement.GETTERS, "@Access(AccessType.PROPERTY) "),
    FIELD_IN_THE_MIDDLE(Placement.GETTERS, Placement.FIELDS, "@Access(AccessType.FIELD) "),
    /** Annotations of the primary key on the field and on the getter. */
    BOTH(Placement.BOTH, Placement.GETTERS, "");

    private static final int MIDDLE = 1;

    private final Placement usual;
    private final Placement middle;
    private final String ofMiddle;

    Access(Placement usual, Placement middle, String ofMiddle) {
        this.usual = usual;
        this.middle = middle;
        this.ofMiddle = ofMiddle;
    }

    /** Where the annotations of members stand in a class of the hierarchy. */
    Placement of(int level) {
        return level == MIDDLE ? middle : usual;
    }

    /** What such a class says itself. */
    String annotations(int level) {
        return level == MIDDLE ? ofMiddle : this == MIXED ? "@Access(AccessType.FIELD) " : "";
    }

    /** The same in all other classes: those that are embedded, and those that are referred to. */
    Placement ofOthers() {
        return usual == Placement.GETTERS || usual == Placement.BOTH ? Placement.GETTERS : Placement.FIELDS;
    }
}
