package dev.compositeindex.oracle.shapes;

import dev.compositeindex.oracle.Versions;

/** Whose annotations: each shape is written with either. */
enum Api {
    JAKARTA("jakarta.persistence"),
    JAVAX("javax.persistence");

    private final String name;

    Api(String name) {
        this.name = name;
    }

    /** The one that the running Hibernate reads. */
    static Api running() {
        return Versions.isJavax() ? JAVAX : JAKARTA;
    }

    /** Where its annotations are. */
    Class<?> annotation() {
        try {
            return Class.forName(name + ".Entity");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of its package. */
    String packageName() {
        return name;
    }
}
