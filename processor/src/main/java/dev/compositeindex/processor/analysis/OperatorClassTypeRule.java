package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.OperatorClasses;
import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.typing.OperatorClassFit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An operator class takes keys of its type, and only texts have a collation: where there is no doubt about the type. */
final class OperatorClassTypeRule implements IndexRule {

    @Override
    public List<Problem> check(DraftIndex index) {
        return index.keys().stream()
                .flatMap(key -> key
                        .known()
                        .flatMap(known -> ofKnown(index, key, known))
                        .map(reason -> new Problem(Code.TYPES_DO_NOT_FIT, key.site(), reason))
                        .stream())
                .toList();
    }

    private static Optional<String> ofKnown(DraftIndex index, DraftIndex.Key key, PgType known) {
        OperatorClassFit fit = new OperatorClassFit(ServerCatalog.of(index.postgres()));
        String field = key.quotedName();
        String type = known.sqlName();
        if (!known.collatable() && !key.text().collation().isEmpty()) {
            return Optional.of("%s is of type %s, which has no collation. Remove COLLATE.".formatted(field, type));
        }
        Optional<AccessMethod> method = index.method();
        if (method.isEmpty()) {
            return Optional.empty();
        }
        String access = method.get().sqlName();
        if (key.hasDefaultOperatorClass()) {
            return fit.hasDefault(access, known)
                    ? Optional.empty()
                    : Optional.of("%s is of type %s, and %s has no operator class for that. %s"
                            .formatted(field, type, access, repair(fit.ofExtensions(access, known))));
        }
        List<String> name = key.text().operatorClass().name();
        return OperatorClasses.find(access, name.get(name.size() - 1))
                .filter(found -> name.size() == 1 || name.get(0).equals("pg_catalog"))
                .filter(found -> !fit.takes(found.input(), known))
                .map(found -> "%s is of type %s, and the operator class %s takes %s. Remove it, or name another."
                        .formatted(field, type, Printable.quoted(found.name()), fit.words(found.input())));
    }

    private static String repair(List<String> ofExtensions) {
        return ofExtensions.isEmpty()
                ? "Use another access method, or another type."
                : "Use another access method; or name the operator class that an extension brings, "
                        + ofExtensions.stream().map(Printable::quoted).collect(Collectors.joining(" or "))
                        + ".";
    }
}
