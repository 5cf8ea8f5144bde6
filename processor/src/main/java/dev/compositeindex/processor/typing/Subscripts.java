package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts of values by subscripts: {@code value[1]}, {@code value[1:2]}. Mistakes are noted. */
final class Subscripts {
    /** What parts those have that are no arrays. */
    private static final Map<String, String> PARTS =
            Map.of("name", "char", "point", "float8", "line", "float8", "box", "point", "lseg", "point");

    private final ServerCatalog catalog;
    private final Coercion coercion;
    private final Conversion conversion;
    private final Mistakes mistakes;
    private final PgType number;

    Subscripts(ServerCatalog catalog, Coercion coercion, Conversion conversion, Mistakes mistakes) {
        this.catalog = catalog;
        this.coercion = coercion;
        this.conversion = conversion;
        this.mistakes = mistakes;
        this.number = catalog.type("int4").orElseThrow();
    }

    Operand of(boolean isSlice, Operand value, List<Operand> subscripts) {
        if (value.isOpaque()) {
            return value;
        }
        if (value.type().filter(type -> type.is("jsonb")).isPresent()) {
            return document(isSlice, value, subscripts);
        }
        Optional<PgType> part = value.type().flatMap(this::part);
        if (part.isEmpty()) {
            return mistakes.refuse("takes no subscripts behind a value of type "
                    + value.type().map(PgType::sqlName).orElse("unknown"));
        }
        subscripts.forEach(this::check);
        return isSlice ? value : new Operand.Of(part.get());
    }

    private Optional<PgType> part(PgType type) {
        return type.isArray() ? catalog.related(type) : catalog.type(PARTS.getOrDefault(type.name(), ""));
    }

    private void check(Operand subscript) {
        if (subscript instanceof Operand.Literal literal) {
            conversion.read(literal, number);
        }
        subscript
                .type()
                .filter(type ->
                        coercion.path(type, number, Coercion.Context.ASSIGNMENT).isEmpty())
                .ifPresent(type -> mistakes.refuse("takes whole numbers as subscripts, and no " + type.sqlName()));
    }

    /** Members are named by texts, elements are numbered. */
    private Operand document(boolean isSlice, Operand value, List<Operand> subscripts) {
        PgType name = catalog.type("text").orElseThrow();
        boolean fits = subscripts.stream()
                .allMatch(subscript ->
                        subscript.isOpaque() || coercion.fits(subscript, number) || coercion.fits(subscript, name));
        return fits && !isSlice
                ? value
                : mistakes.refuse("takes whole numbers and texts as subscripts of documents, and no slices");
    }
}
