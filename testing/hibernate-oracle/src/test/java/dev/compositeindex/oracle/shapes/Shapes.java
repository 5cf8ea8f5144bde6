package dev.compositeindex.oracle.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The combinations to try. */
enum Shapes {
    /** Each pair of values of two dimensions. */
    PAIRS {
        @Override
        CoveringArray ask(CoveringArray array) {
            return array.allPairs();
        }
    },
    /** Each combination of inheritance, key and naming, too. */
    TRIPLES {
        @Override
        CoveringArray ask(CoveringArray array) {
            return array.all(0, 1, 2).allPairs();
        }
    };

    /** A prime, so that steps of it come everywhere. */
    private static final int STRIDE = 7919;

    /** In the order of a shape's components. */
    static final List<List<? extends Enum<?>>> DIMENSIONS = Stream.<Enum<?>[]>of(
                    Inheritance.values(),
                    Key.values(),
                    Naming.values(),
                    Access.values(),
                    Embeddables.values(),
                    Generics.values(),
                    Secondary.values())
            .<List<? extends Enum<?>>>map(List::of)
            .toList();

    abstract CoveringArray ask(CoveringArray array);

    List<Shape> of(Api api) {
        List<Shape> shapes = new ArrayList<>();
        for (int[] row : ask(new CoveringArray(sizes(), row -> Constraint.allow(api, values(row))))
                .rows()) {
            shapes.add(shape(shapes.size() + 1, row));
        }
        return shapes;
    }

    /** Some that a constraint forbids, from all over. */
    static List<Shape> forbidden(Api api, Constraint constraint, int count) {
        int[] sizes = sizes();
        int all = IntStream.of(sizes).reduce(1, (left, right) -> left * right);
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < all && shapes.size() < count; i++) {
            int[] row = new int[sizes.length];
            int rest = (int) ((long) i * STRIDE % all);
            for (int dimension = 0; dimension < sizes.length; dimension++) {
                row[dimension] = rest % sizes[dimension];
                rest /= sizes[dimension];
            }
            if (constraint.forbids(api, values(row))) {
                shapes.add(shape(constraint.ordinal() * 1000 + shapes.size(), row));
            }
        }
        return shapes;
    }

    private static int[] sizes() {
        return DIMENSIONS.stream().mapToInt(List::size).toArray();
    }

    private static Shape shape(int number, int[] row) {
        return new Shape(
                number,
                Inheritance.values()[row[0]],
                Key.values()[row[1]],
                Naming.values()[row[2]],
                Access.values()[row[3]],
                Embeddables.values()[row[4]],
                Generics.values()[row[5]],
                Secondary.values()[row[6]]);
    }

    private static Constraint.Values values(int[] row) {
        return new Constraint.Values(
                value(Inheritance.values(), row[0]),
                value(Key.values(), row[1]),
                value(Naming.values(), row[2]),
                value(Access.values(), row[3]),
                value(Embeddables.values(), row[4]),
                value(Generics.values(), row[5]),
                value(Secondary.values(), row[6]));
    }

    private static <T> @Nullable T value(T[] values, int at) {
        return at == CoveringArray.OPEN ? null : values[at];
    }
}
