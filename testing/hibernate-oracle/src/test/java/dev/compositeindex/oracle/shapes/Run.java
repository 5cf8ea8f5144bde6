package dev.compositeindex.oracle.shapes;

import dev.compositeindex.oracle.Strategy;
import dev.compositeindex.testing.CompilerKind;
import java.util.Collection;
import java.util.List;

/**
 * A trial of shapes.
 *
 * @param boot what Hibernate has to do for it
 * @param compiler the compiler that our processor runs in
 */
record Run(Boot boot, CompilerKind compiler) {

    /**
     * What Hibernate makes of some shapes: the same for each compiler.
     *
     * @param strategy its naming strategy
     * @param part which of the shapes
     */
    record Boot(Strategy strategy, Part part) {

        List<ShapeSource> of(Collection<ShapeSource> sources) {
            return sources.stream().filter(part::has).toList();
        }
    }

    /** Which of all shapes. */
    enum Part {
        ALL,
        ODD,
        EVEN;

        boolean has(ShapeSource source) {
            return this == ALL || (source.shape().number() % 2 == 0) == (this == EVEN);
        }
    }

    /** Reads {@code JPA-JAVAC}, or {@code JPA-JAVAC-ODD}. */
    static Run of(String text) {
        String[] parts = text.split("-");
        Part part = parts.length > 2 ? Part.valueOf(parts[2]) : Part.ALL;
        return new Run(new Boot(Strategy.valueOf(parts[0]), part), CompilerKind.valueOf(parts[1]));
    }

    @Override
    public String toString() {
        return "%s, %s, %s".formatted(boot.strategy(), compiler, boot.part());
    }
}
