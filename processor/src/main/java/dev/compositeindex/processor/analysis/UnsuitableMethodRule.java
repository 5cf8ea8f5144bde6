package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod;
import java.util.List;
import java.util.Optional;

/** PostgreSQL builds some indexes without a word that no query of the usual kinds will use. A unique index is a constraint. */
final class UnsuitableMethodRule implements IndexRule {

    @Override
    public List<Problem> check(DraftIndex index) {
        if (index.declared().unique()) {
            return List.of();
        }
        return index.method().stream()
                .flatMap(method -> index.keys().stream()
                        .filter(DraftIndex.Key::hasDefaultOperatorClass)
                        .flatMap(key -> reason(method, key)
                                .map(reason -> new Problem(
                                        Code.UNSUITABLE_METHOD,
                                        key.site(),
                                        Printable.quoted(key.name()) + " is "
                                                + key.type().words() + reason))
                                .stream()))
                .toList();
    }

    private static Optional<String> reason(AccessMethod method, DraftIndex.Key key) {
        boolean isWhole = method == AccessMethod.BTREE || method == AccessMethod.HASH;
        if (isWhole && key.type() == StoredType.JSON) {
            return Optional.of(
                    ", and %s compares whole documents. For what is in them use gin, or index one value: \"({%s} ->> 'key')\"."
                            .formatted(method.sqlName(), key.name()));
        }
        if (isWhole && key.type() == StoredType.ARRAY) {
            return Optional.of(
                    ", and %s compares whole arrays. For their elements use gin.".formatted(method.sqlName()));
        }
        return method == AccessMethod.BRIN && key.type() == StoredType.UUID
                ? Optional.of(
                        ", and brin only narrows a search where neighbours on the disk have near values. Use btree; for random values and equality \"%s uuid_bloom_ops\" does as well."
                                .formatted(key.name()))
                : Optional.empty();
    }
}
