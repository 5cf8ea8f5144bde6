package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.OperatorClasses;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.AccessMethod;
import java.util.List;
import java.util.Optional;

/** A known operator class belongs to its methods; any other may be an extension's, or the user's own. */
final class OperatorClassRule implements IndexRule {

    @Override
    public List<Problem> check(DraftIndex index) {
        return index.method().stream()
                .flatMap(method -> index.keys().stream().flatMap(key -> problem(method, key).stream()))
                .toList();
    }

    private static Optional<Problem> problem(AccessMethod method, DraftIndex.Key key) {
        List<String> name = key.text().operatorClass().name();
        if (name.isEmpty() || name.size() > 1 && !name.get(0).equals("pg_catalog")) {
            return Optional.empty();
        }
        String written = name.get(name.size() - 1);
        boolean builtIn = name.size() > 1;
        List<String> methods = OperatorClasses.methodsOf(written, builtIn);
        if (methods.contains(method.sqlName()) || methods.isEmpty() && !builtIn) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                Code.OPERATOR_CLASS_OF_OTHER_METHOD,
                key.site(),
                "%s has no operator class %s. %s"
                        .formatted(
                                method.sqlName(),
                                Printable.quoted(written),
                                methods.isEmpty()
                                        ? Suggestions.sentence(
                                                written, OperatorClasses.names(method.sqlName()), "operator classes")
                                        : "It is one of %s. Use that method, or another operator class."
                                                .formatted(String.join(" and ", methods)))));
    }
}
