package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types stand for {@code anyelement} and its like in one call: {@code enforce_generic_type_consistency}. */
final class Polymorphism {
    private static final String COMPATIBLE = "anycompatible";
    private static final String ELEMENT = "element";
    private static final String ARRAY = "array";
    private static final String RANGE = "range";
    private static final String MULTIRANGE = "multirange";

    private final ServerCatalog catalog;
    private final Coercion coercion;

    Polymorphism(ServerCatalog catalog, Coercion coercion) {
        this.catalog = catalog;
        this.coercion = coercion;
    }

    /** The types by what they stand for; empty if the operands do not go together. */
    Optional<Map<String, PgType>> bind(List<PgType> parameters, List<Operand> operands) {
        Map<String, PgType> same = new HashMap<>();
        List<Operand> common = new ArrayList<>();
        boolean fits = true;
        for (int i = 0; i < parameters.size() && fits; i++) {
            PgType parameter = parameters.get(i);
            fits = !parameter.is("anyenum");
            Optional<PgType> type = operands.get(i).type();
            if (!fits || !parameter.isPolymorphic() || type.isEmpty()) {
                continue;
            }
            fits = parameter.name().startsWith(COMPATIBLE)
                    ? addCompatible(kind(parameter), type.get(), common, same)
                    : add(kind(parameter), type.get(), same);
            fits &= !parameter.name().endsWith("nonarray") || !type.get().isArray();
        }
        if (!fits || !derive(same)) {
            return Optional.empty();
        }
        if (parameters.stream().anyMatch(parameter -> parameter.name().startsWith(COMPATIBLE))) {
            Optional<PgType> type = Optional.ofNullable(same.get(COMPATIBLE)).or(() -> coercion.common(common));
            if (type.isEmpty() || !common.stream().allMatch(operand -> coercion.fits(operand, type.get()))) {
                return Optional.empty();
            }
            same.put(COMPATIBLE, type.get());
        }
        return Optional.of(same);
    }

    /** What a declared type is in a call; empty if that cannot be told. */
    Optional<PgType> actual(PgType declared, Map<String, PgType> bound) {
        if (!declared.isPolymorphic()) {
            return Optional.of(declared);
        }
        if (!declared.name().startsWith(COMPATIBLE)) {
            return Optional.ofNullable(bound.get(kind(declared)));
        }
        Optional<PgType> common = Optional.ofNullable(bound.get(COMPATIBLE));
        return switch (kind(declared)) {
            case ELEMENT -> common;
            case ARRAY -> common.flatMap(catalog::arrayOf);
            default -> Optional.ofNullable(bound.get(COMPATIBLE + kind(declared)));
        };
    }

    private static String kind(PgType parameter) {
        String name = parameter.name();
        for (String kind : List.of(MULTIRANGE, RANGE)) {
            if (name.endsWith(kind)) {
                return kind;
            }
        }
        return name.endsWith(ARRAY) && !name.endsWith("nonarray") ? ARRAY : ELEMENT;
    }

    private static boolean add(String kind, PgType type, Map<String, PgType> same) {
        return isOf(kind, type) && same.merge(kind, type, (a, b) -> a).equals(type);
    }

    private static boolean isOf(String kind, PgType type) {
        return switch (kind) {
            case ARRAY -> type.isArray();
            case RANGE -> type.nature() == 'r';
            case MULTIRANGE -> type.nature() == 'm';
            default -> true;
        };
    }

    private boolean addCompatible(String kind, PgType type, List<Operand> common, Map<String, PgType> same) {
        if (!isOf(kind, type)) {
            return false;
        }
        Optional<PgType> element = switch (kind) {
            case ARRAY, RANGE -> catalog.related(type);
            case MULTIRANGE -> catalog.related(type).flatMap(catalog::related);
            default -> Optional.of(type);
        };
        element.ifPresent(part -> common.add(new Operand.Of(part)));
        boolean isRange = kind.equals(RANGE) || kind.equals(MULTIRANGE);
        return !isRange
                || same.merge(COMPATIBLE + kind, type, (a, b) -> a).equals(type)
                        && element.filter(part -> same.merge(COMPATIBLE, part, (a, b) -> a)
                                        .equals(part))
                                .isPresent();
    }

    /** What follows from one another must agree. */
    private boolean derive(Map<String, PgType> same) {
        return agree(same, MULTIRANGE, RANGE) && agree(same, RANGE, ELEMENT) && whole(same);
    }

    private boolean agree(Map<String, PgType> same, String whole, String part) {
        return Optional.ofNullable(same.get(whole))
                .flatMap(catalog::related)
                .map(type -> same.merge(part, type, (a, b) -> a).equals(type))
                .orElse(true);
    }

    private boolean whole(Map<String, PgType> same) {
        Optional.ofNullable(same.get(ELEMENT))
                .flatMap(catalog::arrayOf)
                .ifPresent(array -> same.putIfAbsent(ARRAY, array));
        Optional.ofNullable(same.get(RANGE))
                .flatMap(range -> catalog.multirangeOf(range))
                .ifPresent(multirange -> same.putIfAbsent(MULTIRANGE, multirange));
        return true;
    }
}
