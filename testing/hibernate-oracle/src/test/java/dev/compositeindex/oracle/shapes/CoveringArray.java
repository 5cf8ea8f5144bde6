package dev.compositeindex.oracle.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rows of numbers, one per dimension, so that each combination of the values of some dimensions is in a row: as few rows as a
 * greedy choice finds, and always the same ones.
 */
final class CoveringArray {
    /** What is not chosen yet. */
    static final int OPEN = -1;

    private final int[] sizes;
    private final Predicate<int[]> isPossible;
    private final Set<List<Integer>> missing = new LinkedHashSet<>();
    private final int[][][][] uses;
    private final List<int[]> rows = new ArrayList<>();

    /**
     * Prepares an array.
     *
     * @param sizes how many values each dimension has
     * @param isPossible whether a row may be; a dimension that is still open is -1, and what is open is no obstacle
     */
    CoveringArray(int[] sizes, Predicate<int[]> isPossible) {
        this.sizes = sizes.clone();
        this.isPossible = isPossible;
        this.uses = new int[sizes.length][sizes.length][][];
        for (int a = 0; a < sizes.length; a++) {
            for (int b = 0; b < sizes.length; b++) {
                uses[a][b] = new int[sizes[a]][sizes[b]];
            }
        }
    }

    /** Asks for all combinations of the values of some dimensions, as far as they are possible. */
    CoveringArray all(int... dimensions) {
        addAll(open(), dimensions, 0);
        return this;
    }

    /** The same for any two dimensions. */
    CoveringArray allPairs() {
        for (int a = 0; a < sizes.length; a++) {
            for (int b = a + 1; b < sizes.length; b++) {
                all(a, b);
            }
        }
        return this;
    }

    private void addAll(int[] row, int[] dimensions, int from) {
        if (!isPossible.test(row)) {
            return;
        }
        if (from == dimensions.length) {
            missing.add(boxed(row));
            return;
        }
        for (int value = 0; value < sizes[dimensions[from]]; value++) {
            int[] longer = row.clone();
            longer[dimensions[from]] = value;
            addAll(longer, dimensions, from + 1);
        }
    }

    private int[] open() {
        int[] row = new int[sizes.length];
        Arrays.fill(row, OPEN);
        return row;
    }

    private static List<Integer> boxed(int[] row) {
        return Arrays.stream(row).boxed().toList();
    }

    /** The rows. */
    List<int[]> rows() {
        while (!missing.isEmpty()) {
            int[] row = missing.iterator().next().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            complete(row, 0);
            rows.add(row);
            missing.removeIf(combination -> covers(row, combination));
            for (int a = 0; a < row.length; a++) {
                for (int b = 0; b < row.length; b++) {
                    uses[a][b][row[a]][row[b]]++;
                }
            }
        }
        return Collections.unmodifiableList(rows);
    }

    private static boolean covers(int[] row, List<Integer> combination) {
        for (int i = 0; i < row.length; i++) {
            if (combination.get(i) != OPEN && combination.get(i) != row[i]) {
                return false;
            }
        }
        return true;
    }

    /** Fills what is open, each with the value that goes least often with what is there; back, where none is possible. */
    private boolean complete(int[] row, int from) {
        if (from == row.length) {
            return true;
        }
        if (row[from] != OPEN) {
            return complete(row, from + 1);
        }
        for (int value : byNeed(row, from)) {
            row[from] = value;
            if (isPossible.test(row) && complete(row, from + 1)) {
                return true;
            }
        }
        row[from] = OPEN;
        return false;
    }

    private List<Integer> byNeed(int[] row, int dimension) {
        List<Integer> values = new ArrayList<>();
        for (int value = 0; value < sizes[dimension]; value++) {
            values.add(value);
        }
        values.sort((left, right) -> Long.compare(uses(row, dimension, left), uses(row, dimension, right)));
        return values;
    }

    /** Pairs that are not used at all count most. */
    private long uses(int[] row, int dimension, int value) {
        long sum = 0;
        for (int other = 0; other < row.length; other++) {
            if (other != dimension && row[other] != OPEN) {
                int count = uses[dimension][other][value][row[other]];
                sum += count == 0 ? -1_000_000 : count;
            }
        }
        return sum;
    }
}
