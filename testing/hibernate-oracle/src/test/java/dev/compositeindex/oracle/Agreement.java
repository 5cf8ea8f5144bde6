package dev.compositeindex.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the processor says of attributes, held against what Hibernate has. */
public final class Agreement {
    private static final Pattern LISTED = Pattern.compile("has \\d+ columns: (.*?)\\. (?:Name|Say)");
    private static final Pattern QUOTE = Pattern.compile("\"\"?");

    private int agreed;
    private final SortedMap<JudgedRefusal, Integer> refused = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();

    /**
     * Compares.
     *
     * @param columns the columns that Hibernate has in the class's table
     * @param ours the column, or a message with its code
     */
    public void add(String attribute, List<String> columns, String ours) {
        boolean isError = ours.startsWith("CI");
        if (isError ? isRightError(columns, ours) : columns.equals(List.of(raw(ours)))) {
            agreed++;
            return;
        }
        JudgedRefusal.of(ours)
                .filter(refusal -> columns.size() == 1)
                .ifPresentOrElse(
                        refusal -> refused.merge(refusal, 1, Integer::sum),
                        () -> disagreements.add("%s: Hibernate %s, ours %s".formatted(attribute, columns, ours)));
    }

    /** Of no column, or of several: any but "no such field"; of a reference, the message lists them. */
    private static boolean isRightError(List<String> columns, String ours) {
        if (columns.size() == 1 || ours.startsWith("CI001")) {
            return false;
        }
        List<String> listed = LISTED.matcher(ours)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).split(", ")))
                .sorted()
                .toList();
        return !ours.startsWith("CI079")
                || listed.equals(columns.stream()
                        .map(column -> column.substring(column.lastIndexOf('.') + 1))
                        .sorted()
                        .toList());
    }

    /** The same for all attributes of some classes. */
    public void addAll(Map<String, List<String>> columns, Map<String, String> ours) {
        columns.forEach((attribute, names) -> add(attribute, names, ours.getOrDefault(attribute, "nothing")));
    }

    /** What is wrong. */
    public List<String> disagreements() {
        return disagreements;
    }

    /** How many attributes were compared. */
    public int attributes() {
        return agreed + refused.values().stream().mapToInt(Integer::intValue).sum() + disagreements.size();
    }

    @Override
    public String toString() {
        return "%d attributes, %d agreed, refused %s, %d disagreements"
                .formatted(attributes(), agreed, refused, disagreements.size());
    }

    /** Names without the quotes that SQL needs. */
    private static String raw(String sql) {
        return QUOTE.matcher(sql).replaceAll(quote -> quote.end() - quote.start() == 1 ? "" : "\"");
    }
}
