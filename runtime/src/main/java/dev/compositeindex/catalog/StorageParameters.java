package dev.compositeindex.catalog;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares storage parameters as the server reads them: it keeps their values as they were written. */
public final class StorageParameters {
    private static final Pattern TRUE = Pattern.compile("t(r(ue?)?)?|y(es?)?|on|1");
    private static final Pattern FALSE = Pattern.compile("f(a(l(se?)?)?)?|no?|off?|0");

    private StorageParameters() {}

    /** Reads {@code reloptions}, whose elements are {@code name=value}. */
    static SortedMap<String, String> read(@Nullable Array reloptions) throws SQLException {
        SortedMap<String, String> parameters = new TreeMap<>();
        if (reloptions != null) {
            for (String parameter : (String[]) reloptions.getArray()) {
                int equals = parameter.indexOf('=');
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return parameters;
    }

    /** Whether the same ones are set, to the same effect. */
    public static boolean same(Map<String, String> a, Map<String, String> b) {
        return a.keySet().equals(b.keySet())
                && a.entrySet().stream().allMatch(parameter -> {
                    String other = b.get(parameter.getKey());
                    return other != null && sameValue(parameter.getValue(), other);
                });
    }

    /** Whether two values have the same effect; of whatever parameter, since no integer one takes a value below 1. */
    public static boolean sameValue(String a, String b) {
        String left = a.strip().toLowerCase(Locale.ROOT);
        String right = b.strip().toLowerCase(Locale.ROOT);
        return left.equals(right)
                || TRUE.matcher(left).matches() && TRUE.matcher(right).matches()
                || FALSE.matcher(left).matches() && FALSE.matcher(right).matches()
                || number(left).isPresent() && number(left).equals(number(right));
    }

    /** Rounded to even, where it may be for an integer parameter; also read as octal or hexadecimal, as the server does. */
    private static OptionalDouble number(String value) {
        try {
            return OptionalDouble.of(Long.decode(value));
        } catch (NumberFormatException noInteger) {
            try {
                double number = Double.parseDouble(value);
                return OptionalDouble.of(Math.abs(number) < 1 ? number : Math.rint(number));
            } catch (NumberFormatException noNumber) {
                return OptionalDouble.empty();
            }
        }
    }

    /** As they stand in SQL: {@code fillfactor=70, deduplicate_items=off}. */
    public static String text(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining(", "));
    }
}
