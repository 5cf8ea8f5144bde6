package dev.compositeindex.processor.language;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which refusals are for a name that is nowhere in the server's catalogue, and may be the user's own elsewhere. */
final class UnknownName {
    private static final Pattern FUNCTION = Pattern.compile("function (.*?)\\(.*\\) does not exist", Pattern.DOTALL);

    private static final Pattern OPERATOR = Pattern.compile(
            "operator does not exist: (?:[\\w \"\\[\\]]+ )??(?:pg_catalog\\.)?([-+*/<>=~!@#%^&|`?]+) [\\w \"\\[\\]]+");

    private static final Map<String, Pattern> NAMES = Map.of(
            "column", Pattern.compile("column .* does not exist", Pattern.DOTALL),
            "table", Pattern.compile("(?:missing|invalid reference to) FROM-clause entry for table .*", Pattern.DOTALL),
            "schema", Pattern.compile("schema .* does not exist", Pattern.DOTALL),
            "type", Pattern.compile("type .* does not exist", Pattern.DOTALL),
            "collation", Pattern.compile("collation .* for encoding .* does not exist", Pattern.DOTALL),
            "operator class", Pattern.compile("operator class .* does not exist for access method .*", Pattern.DOTALL),
            "access method", Pattern.compile("access method .* does not exist", Pattern.DOTALL));

    private final Set<String> functions;
    private final Set<String> operators;

    UnknownName(Trial trial) throws SQLException {
        functions = Set.copyOf(trial.strings("SELECT DISTINCT proname FROM pg_proc"));
        operators = Set.copyOf(trial.strings(
                "SELECT DISTINCT oprname FROM pg_operator WHERE oprnamespace = 'pg_catalog'::regnamespace"));
    }

    /** What the name is of; empty if the refusal has another reason. */
    Optional<String> kind(Trial.Outcome outcome) {
        String message = outcome.text().substring(outcome.text().indexOf(' ') + 1);
        Matcher function = FUNCTION.matcher(message);
        if (function.matches() && message.contains(" => ")) {
            return Optional.of("argument");
        }
        if (function.matches()) {
            return functions.contains(function.group(1)) ? Optional.empty() : Optional.of("function");
        }
        Matcher operator = OPERATOR.matcher(message);
        if (operator.matches()) {
            return operators.contains(operator.group(1)) ? Optional.empty() : Optional.of("operator");
        }
        return NAMES.entrySet().stream()
                .filter(name -> name.getValue().matcher(message).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
