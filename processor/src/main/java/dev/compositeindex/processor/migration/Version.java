package dev.compositeindex.processor.migration;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Flyway version, in the style in which the team writes it: {@code 7}, {@code 007}, {@code 1.7}, {@code 1_7}, {@code
 * 20260131120000}. Versions are ordered as Flyway orders them, part by part as numbers; of two that Flyway takes for the
 * same, the text decides.
 *
 * @param text as it stands in the file's name
 */
public record Version(String text) implements Comparable<Version> {
    private static final Pattern FILE_NAME = Pattern.compile(
            "[VB]([0-9]+(?:[._][0-9]+)*)(?:(?:__.*)?\\.(?:sql|cmd|bat|ps1|py|sh|bash)|(?:__[^$]*)?\\.(?:java|class))",
            Pattern.DOTALL);
    private static final Pattern LAST_NUMBER = Pattern.compile("[0-9]+$");

    /** The version of a versioned or baseline migration, be it SQL, Java or a script of a shell; empty for any other file. */
    static Optional<Version> ofFileName(String fileName) {
        Matcher matcher = FILE_NAME.matcher(fileName);
        return matcher.matches() ? Optional.of(new Version(matcher.group(1))) : Optional.empty();
    }

    /** Whether Flyway takes the two for the same: {@code 1}, {@code 01}, {@code 1.0}. */
    boolean isSameAs(Version other) {
        return compareNumbers(other) == 0;
    }

    /** The next one in the same style: {@code 7} to {@code 8}, {@code 007} to {@code 008}, {@code 1.9} to {@code 1.10}. */
    Version next() {
        return new Version(LAST_NUMBER.matcher(text).replaceFirst(number -> {
            String next = new BigInteger(number.group()).add(BigInteger.ONE).toString();
            return "0".repeat(Math.max(0, number.group().length() - next.length())) + next;
        }));
    }

    @Override
    public int compareTo(Version other) {
        int order = compareNumbers(other);
        return order != 0 ? order : text.compareTo(other.text);
    }

    private int compareNumbers(Version other) {
        List<BigInteger> mine = numbers();
        List<BigInteger> theirs = other.numbers();
        for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
            int order = number(mine, i).compareTo(number(theirs, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static BigInteger number(List<BigInteger> numbers, int i) {
        return i < numbers.size() ? numbers.get(i) : BigInteger.ZERO;
    }

    private List<BigInteger> numbers() {
        return Arrays.stream(text.split("[._]")).map(BigInteger::new).toList();
    }
}
