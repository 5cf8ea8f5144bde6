package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.OperatorClasses;
import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import java.util.List;

/** Operator classes take types by these rules: {@code GetDefaultOpClass}. */
public final class OperatorClassFit {
    private final ServerCatalog catalog;
    private final Coercion coercion;

    public OperatorClassFit(ServerCatalog catalog) {
        this.catalog = catalog;
        this.coercion = new Coercion(catalog);
    }

    /** Whether an access method has an operator class for a type when none is named, without an extension. */
    public boolean hasDefault(String method, PgType type) {
        return OperatorClasses.defaults(method, true).stream().anyMatch(entry -> takes(entry.input(), type));
    }

    /** The operator classes that extensions have for a type in an access method. */
    public List<String> ofExtensions(String method, PgType type) {
        List<OperatorClasses.Entry> fitting = OperatorClasses.defaults(method, false).stream()
                .filter(entry -> takes(entry.input(), type))
                .toList();
        List<OperatorClasses.Entry> exact =
                fitting.stream().filter(entry -> type.is(entry.input())).toList();
        return (exact.isEmpty() ? fitting : exact)
                .stream().map(OperatorClasses.Entry::name).toList();
    }

    /** Whether values can be sorted, elements of arrays included. */
    boolean isSortable(PgType type) {
        return type.isArray() ? catalog.related(type).filter(this::isSortable).isPresent() : hasDefault("btree", type);
    }

    /** The type of an operator class, as SQL calls it. */
    public String words(String input) {
        return catalog.type(input).map(PgType::sqlName).orElse(input);
    }

    /** Whether an operator class for one type takes another as it is. */
    public boolean takes(String input, PgType type) {
        return switch (input) {
            case "anyarray" -> type.isArray();
            case "anyrange" -> type.nature() == 'r';
            case "anymultirange" -> type.nature() == 'm';
            case "anyenum", "record" -> false;
            default ->
                catalog.type(input)
                        .flatMap(target -> coercion.path(type, target, Coercion.Context.IMPLICIT))
                        .filter(Coercion.Path::relabels)
                        .isPresent();
        };
    }
}
