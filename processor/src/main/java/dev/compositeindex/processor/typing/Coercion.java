package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgCast;
import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import java.util.List;
import java.util.Optional;

/** Types become others by these rules: {@code parse_coerce.c}. */
final class Coercion {
    private final ServerCatalog catalog;

    Coercion(ServerCatalog catalog) {
        this.catalog = catalog;
    }

    /** When a cast is done, from the weakest reason to the strongest. */
    enum Context {
        IMPLICIT,
        ASSIGNMENT,
        EXPLICIT
    }

    /**
     * A way in which a value gets another type.
     *
     * @param relabels whether nothing is done to it
     * @param throughText whether it is printed and read again
     * @param immutable whether that always gives the same
     */
    record Path(boolean relabels, boolean throughText, boolean immutable) {
        private static final Path NOTHING = new Path(true, false, true);
    }

    /** Whether a value becomes an argument of that type without being asked to. */
    boolean fits(Operand value, PgType target) {
        return value.isLiteral()
                || target.is("any")
                || target.isPolymorphic()
                || value.type()
                        .flatMap(source -> path(source, target, Context.IMPLICIT))
                        .isPresent();
    }

    Optional<Path> path(PgType source, PgType target, Context context) {
        if (source.equals(target)) {
            return Optional.of(Path.NOTHING);
        }
        Optional<PgCast> cast = catalog.cast(source, target);
        if (cast.isPresent()) {
            return cast.filter(found -> takes(found, context)).map(found -> path(found, source, target));
        }
        Optional<Path> ofElements = ofElements(source, target, context);
        if (ofElements.isPresent()) {
            return ofElements;
        }
        boolean throughText = context != Context.IMPLICIT && target.category() == 'S'
                || context == Context.EXPLICIT && source.category() == 'S';
        return throughText ? Optional.of(throughText(source, target)) : Optional.empty();
    }

    private Optional<Path> ofElements(PgType source, PgType target, Context context) {
        if (!source.isArray() || !target.isArray() || target.is("oidvector") || target.is("int2vector")) {
            return Optional.empty();
        }
        return catalog.related(source)
                .flatMap(from -> catalog.related(target).flatMap(to -> path(from, to, context)))
                .map(element -> new Path(false, false, element.immutable()));
    }

    private static boolean takes(PgCast cast, Context context) {
        return switch (context) {
            case IMPLICIT -> cast.implicit();
            case ASSIGNMENT -> cast.assigning();
            case EXPLICIT -> true;
        };
    }

    private static Path path(PgCast cast, PgType source, PgType target) {
        return cast.throughText() ? throughText(source, target) : new Path(cast.relabels(), false, cast.immutable());
    }

    private static Path throughText(PgType source, PgType target) {
        return new Path(false, true, source.outputIsImmutable() && target.inputIsImmutable());
    }

    /** The type that all of some values become, {@code select_common_type}; empty if there is none. */
    Optional<PgType> common(List<Operand> values) {
        Optional<PgType> common = Optional.empty();
        for (Operand value : values) {
            Optional<PgType> next = value.type();
            if (next.isEmpty() || next.equals(common)) {
                continue;
            }
            if (common.isEmpty()) {
                common = next;
                continue;
            }
            PgType so = common.get();
            PgType other = next.get();
            if (so.category() != other.category()) {
                return Optional.empty();
            }
            if (path(so, other, Context.IMPLICIT).isPresent()
                    && path(other, so, Context.IMPLICIT).isEmpty()) {
                common = next;
            }
        }
        return common.or(() -> catalog.type("text"));
    }
}
