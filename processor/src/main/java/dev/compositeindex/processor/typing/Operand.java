package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import java.util.Optional;

/** A value, as far as it is known. */
sealed interface Operand {
    /** Nothing. */
    Operand OPAQUE = new Opaque();

    /** The type that it is of. */
    record Of(PgType known) implements Operand {}

    /**
     * It is a literal, whose type follows from where it stands.
     *
     * @param text empty if it is null, or written in a way that is not read
     */
    record Literal(Optional<String> text) implements Operand {}

    /** Nothing. */
    record Opaque() implements Operand {}

    default boolean isOpaque() {
        return this instanceof Opaque;
    }

    default boolean isLiteral() {
        return this instanceof Literal;
    }

    default boolean is(PgType type) {
        return this instanceof Of of && of.known().equals(type);
    }

    /** Its type, if it has one. */
    default Optional<PgType> type() {
        return this instanceof Of of ? Optional.of(of.known()) : Optional.empty();
    }
}
