package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What PostgreSQL refuses because of a column's type, where that is known. */
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
                .filter(key -> SCALARS.contains(key.type()))
                .flatMap(key ->
                        reason(index, key)
                                .map(reason -> new Problem(Code.KEY_OF_OTHER_TYPE, key.site(), reason))
                                .stream())
                .toList();
    }

    private static Optional<String> reason(DraftIndex index, DraftIndex.Key key) {
        String field = Printable.quoted(key.name());
        String type = key.type().words();
        if (!key.text().collation().isEmpty()) {
            return Optional.of("%s is %s, which has no collation. Remove COLLATE.".formatted(field, type));
        }
        if (!key.hasDefaultOperatorClass()) {
            List<String> name = key.text().operatorClass().name();
            String last = name.get(name.size() - 1);
            return OF_TEXTS.contains(last)
                    ? Optional.of("%s is %s, and %s is an operator class for texts. Remove it."
                            .formatted(field, type, Printable.quoted(last)))
                    : Optional.empty();
        }
        return index.method().flatMap(method -> withoutOperatorClass(method, field, type));
    }

    /** An extension's operator class could be the type's default one; who has it can name it. */
    private static Optional<String> withoutOperatorClass(AccessMethod method, String field, String type) {
        return switch (method) {
            case BTREE, HASH, BRIN -> Optional.empty();
            case GIN, GIST ->
                Optional.of(
                        "%1$s is %2$s, and %3$s has no operator class for that. Use btree; or name the operator class that the extension btree_%3$s brings."
                                .formatted(field, type, method.sqlName()));
            case SPGIST ->
                Optional.of("%s is %s, and spgist has no operator class for that. Use btree.".formatted(field, type));
        };
    }
}
