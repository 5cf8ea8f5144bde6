package dev.compositeindex.oracle.shapes;

import java.util.List;

/**
 * A shape's classes.
 *
 * @param text the source file
 * @param entities the simple names of its entities, each with a place for indexes in the text
 */
record ShapeSource(Shape shape, String text, List<String> entities) {

    ShapeSource {
        entities = List.copyOf(entities);
    }

    /** Where the file belongs, below a source folder. */
    String path() {
        return shape.packageName().replace('.', '/') + "/" + shape.className("Shape") + ".java";
    }
}
