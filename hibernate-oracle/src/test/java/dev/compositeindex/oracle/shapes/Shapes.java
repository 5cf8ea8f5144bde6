package dev.compositeindex.oracle.shapes;

import java.util.ArrayList;
import java.util.List;

/** The combinations to try. */
final class Shapes {
    private static final List<Enum<?>[]> DIMENSIONS = List.of(
            Inheritance.values(),
            Key.values(),
            Naming.values(),
            Access.values(),
            Embeddables.values(),
            Generics.values(),
            Secondary.values());

    private Shapes() {}

    /** Each pair of values of two dimensions. */
    static List<Shape> pairs() {
        return shapes(array().allPairs());
    }

    /** Each combination of inheritance, key and naming, too. */
    static List<Shape> triples() {
        return shapes(array().all(0, 1, 2).allPairs());
    }

    private static CoveringArray array() {
        return new CoveringArray(
                DIMENSIONS.stream().mapToInt(values -> values.length).toArray(), row -> true);
    }

    private static List<Shape> shapes(CoveringArray array) {
        List<Shape> shapes = new ArrayList<>();
        for (int[] row : array.rows()) {
            shapes.add(new Shape(
                    shapes.size() + 1,
                    Inheritance.values()[row[0]],
                    Key.values()[row[1]],
                    Naming.values()[row[2]],
                    Access.values()[row[3]],
                    Embeddables.values()[row[4]],
                    Generics.values()[row[5]],
                    Secondary.values()[row[6]]));
        }
        return shapes;
    }
}
