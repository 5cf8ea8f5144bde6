package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL takes no keys of some types; a column has one of them if its Java type suggests so. */
final class KeyTypeRule implements IndexRule {
    private static final Set<StoredType> SCALARS = EnumSet.of(StoredType.NUMBER, StoredType.BOOLEAN, StoredType.UUID);

    private static final Set<String> OF_TEXTS = Set.of(
            "text_ops",
            "text_pattern_ops",
            "varchar_ops",
            "varchar_pattern_ops",
            "bpchar_ops",
            "bpchar_pattern_ops",
            "gin_trgm_ops",
            "gist_trgm_ops");

    @Override
    public List<Problem> check(DraftIndex index) {
        return index.keys().stream()
                .flatMap(key ->
                        reason(index, key)
                                .map(reason -> new Problem(Code.TYPES_SEEM_NOT_TO_FIT, key.site(), reason))
                                .stream())
                .toList();
    }

    private static Optional<String> reason(DraftIndex index, DraftIndex.Key key) {
        String field = Printable.quoted(key.name());
        String type = key.type().words();
        if (key.type() == StoredType.UNKNOWN) {
            return Optional.empty();
        }
        if (SCALARS.contains(key.type()) && !key.text().collation().isEmpty()) {
            return Optional.of("%s is %s, which has no collation. Remove COLLATE.".formatted(field, type));
        }
        if (!key.hasDefaultOperatorClass()) {
            List<String> name = key.text().operatorClass().name();
            String last = name.get(name.size() - 1);
            return SCALARS.contains(key.type()) && OF_TEXTS.contains(last)
                    ? Optional.of("%s is %s, and %s is an operator class for texts. Remove it."
                            .formatted(field, type, Printable.quoted(last)))
                    : Optional.empty();
        }
        return index.method()
                .flatMap(method -> SCALARS.contains(key.type())
                        ? ofScalar(method, key.type(), field)
                        : ofWhole(method, key.type(), field));
    }

    /** intarray brings gist an operator class for arrays, which is the default one of {@code int[]}. */
    private static Optional<String> ofWhole(AccessMethod method, StoredType type, String field) {
        boolean isRefused = switch (method) {
            case BTREE, HASH, GIN -> false;
            case GIST -> type == StoredType.JSON;
            case SPGIST, BRIN -> true;
        };
        return isRefused ? Optional.of(without(method, type, field) + "Use gin.") : Optional.empty();
    }

    private static String without(AccessMethod method, StoredType type, String field) {
        return "%s is %s, and %s has no operator class for that. ".formatted(field, type.words(), method.sqlName());
    }

    /** An extension's operator class could be the type's default one; who has it can name it. */
    private static Optional<String> ofScalar(AccessMethod method, StoredType type, String field) {
        return switch (method) {
            case BTREE, HASH -> Optional.empty();
            case GIN, GIST ->
                Optional.of(without(method, type, field)
                        + "Use btree; or name the operator class that the extension btree_%s brings."
                                .formatted(method.sqlName()));
            case BRIN ->
                type == StoredType.BOOLEAN
                        ? Optional.of(without(method, type, field) + "Use btree.")
                        : Optional.empty();
            case SPGIST -> Optional.of(without(method, type, field) + "Use btree.");
        };
    }
}
