package dev.compositeindex.example.cli;

import java.util.ArrayList;
import java.util.List;

/** Aligns columns. A column whose heading starts with {@code >} is aligned to the right, as numbers are. */
final class TextTable {

    private static final String RIGHT = ">";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... headings) {
        this.headings = List.of(headings);
        rows.add(this.headings.stream().map(TextTable::title).toList());
    }

    TextTable row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + headings.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    List<String> lines() {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            int column = i;
            widths.add(rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0));
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String padding = " ".repeat(widths.get(i) - row.get(i).length());
            boolean right = headings.get(i).startsWith(RIGHT);
            line.append(i == 0 ? "" : "  ").append(right ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String title(String heading) {
        return heading.startsWith(RIGHT) ? heading.substring(RIGHT.length()) : heading;
    }
}
