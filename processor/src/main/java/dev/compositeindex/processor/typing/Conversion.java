package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import java.util.List;
import java.util.Optional;

/** Values that become values of other types. Mistakes are noted. */
final class Conversion {
    private final Coercion coercion;
    private final Mistakes mistakes;

    Conversion(Coercion coercion, Mistakes mistakes) {
        this.coercion = coercion;
        this.mistakes = mistakes;
    }

    /** What is asked for. */
    Operand cast(Operand value, PgType target) {
        become(value, target, Coercion.Context.EXPLICIT);
        return new Operand.Of(target);
    }

    /** What is not asked for. */
    void become(Operand value, PgType target) {
        become(value, target, Coercion.Context.IMPLICIT);
    }

    private void become(Operand value, PgType target, Coercion.Context context) {
        if (value instanceof Operand.Literal literal) {
            read(literal, target);
        }
        value.type().ifPresent(source -> {
            Optional<Coercion.Path> path = coercion.path(source, target, context);
            if (path.isEmpty()) {
                mistakes.refuse("cannot cast %s to %s".formatted(source.sqlName(), target.sqlName()));
            } else if (!path.get().immutable()) {
                mistakes.mutable("a cast from %s to %s".formatted(source.sqlName(), target.sqlName()));
            }
        });
    }

    /** A literal that gets its type. */
    void read(Operand.Literal literal, PgType type) {
        literal.text().ifPresent(text -> {
            if (LiteralInput.moves(type, text)) {
                mistakes.mutable("'%s' as %s".formatted(text, type.sqlName()));
            } else if (!LiteralInput.takes(type, text)) {
                mistakes.refuse("does not take '%s' for a value of type %s".formatted(text, type.sqlName()));
            } else if (SessionInput.decides(type, text)) {
                mistakes.doubt("'%s' as %s".formatted(text, type.sqlName()));
            }
        });
    }

    /** Values of one type. */
    Operand common(List<Operand> values) {
        if (values.contains(Operand.OPAQUE)) {
            return Operand.OPAQUE;
        }
        Optional<PgType> common = coercion.common(values);
        if (common.isEmpty()) {
            List<String> types = values.stream()
                    .flatMap(value -> value.type().stream())
                    .map(PgType::sqlName)
                    .distinct()
                    .toList();
            return mistakes.refuse("finds no one type for values of " + String.join(" and ", types));
        }
        values.forEach(value -> become(value, common.get()));
        return new Operand.Of(common.get());
    }
}
