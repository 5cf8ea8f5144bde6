package dev.compositeindex.processor.typing;

import java.util.ArrayList;
import java.util.List;

/** Collects mistakes, in order. */
final class Mistakes {
    private final List<Mistake> list = new ArrayList<>();

    List<Mistake> list() {
        return List.copyOf(list);
    }

    /** Notes what does not fit; nothing is known of a value with a mistake. */
    Operand refuse(String text) {
        list.add(new Mistake(Mistake.Kind.TYPE, text));
        return Operand.OPAQUE;
    }

    /** Notes what does not always give the same. */
    void mutable(String text) {
        list.add(new Mistake(Mistake.Kind.MUTABLE, text));
    }
}
