package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.OperatorClasses;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.OperatorClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Few known operator classes have parameters; the ranges of those in the list are known, too. */
final class OperatorClassParametersRule implements IndexRule {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");

    /** By what the name of the operator class ends in. */
    private static final Map<String, Map<String, Range>> PARAMETERS = Map.of(
            "tsvector_ops", Map.of("siglen", new Range(WHOLE, "1", "2024")),
            "gist_trgm_ops", Map.of("siglen", new Range(WHOLE, "1", "2024")),
            "_minmax_multi_ops", Map.of("values_per_range", new Range(WHOLE, "8", "256")),
            "_bloom_ops",
                    Map.of(
                            "n_distinct_per_range", new Range(NUMBER, "-1", "2147483647"),
                            "false_positive_rate", new Range(NUMBER, "0.0001", "0.25")));

    private record Range(Pattern form, String least, String most) {
        boolean takes(String value) {
            if (!form.matcher(value).matches()) {
                return false;
            }
            BigDecimal number = new BigDecimal(value);
            return number.compareTo(new BigDecimal(least)) >= 0 && number.compareTo(new BigDecimal(most)) <= 0;
        }

        String words() {
            return (form == WHOLE ? "a whole number from " : "a number from ") + least + " to " + most;
        }
    }

    @Override
    public List<Problem> check(DraftIndex index) {
        return index.method().stream()
                .flatMap(method -> index.keys().stream().flatMap(key -> problems(method, key)))
                .toList();
    }

    private static Stream<Problem> problems(AccessMethod method, DraftIndex.Key key) {
        OperatorClass operatorClass = key.text().operatorClass();
        List<String> qualified = operatorClass.name();
        if (operatorClass.parameters().isEmpty()
                || qualified.size() > 1 && !qualified.get(0).equals("pg_catalog")) {
            return Stream.empty();
        }
        String name = qualified.get(qualified.size() - 1);
        Optional<OperatorClasses.Entry> known = OperatorClasses.find(method.sqlName(), name);
        if (known.isEmpty()) {
            return Stream.empty();
        }
        Optional<Map<String, Range>> ranges = known.get().parameters()
                ? PARAMETERS.entrySet().stream()
                        .filter(entry -> name.endsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                : Optional.of(Map.of());
        return operatorClass.parameters().entrySet().stream()
                .flatMap(parameter -> ranges.flatMap(of -> reason(name, of, parameter)).stream())
                .map(reason -> new Problem(Code.BAD_OPERATOR_CLASS_PARAMETER, key.site(), reason));
    }

    private static Optional<String> reason(
            String name, Map<String, Range> ranges, Map.Entry<String, String> parameter) {
        String quoted = Printable.quoted(parameter.getKey());
        Range range = ranges.get(parameter.getKey());
        if (ranges.isEmpty()) {
            return Optional.of(
                    "the operator class %s has no parameters. Remove %s.".formatted(Printable.quoted(name), quoted));
        }
        if (range == null) {
            return Optional.of("the operator class %s has no parameter %s. %s"
                    .formatted(
                            Printable.quoted(name),
                            quoted,
                            Suggestions.sentence(
                                    parameter.getKey(),
                                    ranges.keySet().stream().sorted().toList(),
                                    "parameters")));
        }
        return range.takes(parameter.getValue())
                ? Optional.empty()
                : Optional.of("%s takes %s, and not %s. Change the value."
                        .formatted(quoted, range.words(), Printable.quoted(parameter.getValue())));
    }
}
