package dev.compositeindex.processor.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of a {@code VALUES} list, one a line. */
final class SqlRows {

    private SqlRows() {}

    /**
     * The rows.
     *
     * @param rows SQL, the same number of values in each, at least one row
     * @param casts the types of the values, which the first row says for all
     */
    static String of(List<List<String>> rows, String... casts) {
        List<String> first = new ArrayList<>();
        for (int i = 0; i < rows.get(0).size(); i++) {
            first.add(rows.get(0).get(i) + casts[i]);
        }
        List<List<String>> all = new ArrayList<>(rows);
        all.set(0, first);
        return all.stream()
                .map(row -> "        (" + String.join(", ", row) + ")")
                .collect(Collectors.joining(",\n"));
    }
}
