package dev.compositeindex.processor.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** "Did you mean": the nearest of the words that would have been right. */
public final class Suggestions {
    private static final int LISTED = 10;

    private Suggestions() {}

    /** A sentence that names the nearest candidate, or else lists the candidates, the first ten of them. */
    public static String sentence(String word, Collection<String> candidates, String whatTheyAre) {
        return nearest(word, candidates)
                .map(near -> "Did you mean " + Printable.quoted(near) + "?")
                .orElseGet(() -> candidates.isEmpty()
                        ? "There are no " + whatTheyAre + "."
                        : candidates.stream()
                                .limit(LISTED)
                                .collect(Collectors.joining(
                                        ", ",
                                        "The " + whatTheyAre + " are: ",
                                        candidates.size() > LISTED ? ", … (" + candidates.size() + " in all)." : ".")));
    }

    /** The nearest candidate, if one is near enough to be meant; the first of equally near ones. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        int tolerated = Math.max(1, (word.length() + 1) / 3);
        String wanted = word.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= tolerated)
                .min(Comparator.comparingInt(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT))));
    }

    /** Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int substituted = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(substituted, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
