package dev.compositeindex.oracle.shapes;

/** Whose annotations: each shape is written with either. */
enum Api {
    JAKARTA("jakarta.persistence"),
    JAVAX("javax.persistence");

    private final String name;

    Api(String name) {
        this.name = name;
    }

    /** The name of its package. */
    String packageName() {
        return name;
    }
}
