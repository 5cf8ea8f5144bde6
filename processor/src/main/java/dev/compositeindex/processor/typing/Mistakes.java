package dev.compositeindex.processor.typing;

import java.util.ArrayList;
import java.util.List;

/** Collects mistakes, and what may be one, in order. */
final class Mistakes {
    private final List<Mistake> list = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();

    List<Mistake> list() {
        return List.copyOf(list);
    }

    /** What is no mistake, but another value in another session: {@code '2024-01-01' as timestamp with time zone}. */
    List<String> doubts() {
        return List.copyOf(doubts);
    }

    /** Notes what is another value in another session. */
    void doubt(String text) {
        doubts.add(text);
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
