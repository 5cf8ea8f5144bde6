package dev.compositeindex.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Measured values of one thing. The machine may be another's, too: medians and quartiles, not means. */
public final class Samples {
    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    public double median() {
        return quantile(0.5);
    }

    /** The distance of the quartiles, as a part of the median. */
    public double spread() {
        return median() == 0 ? 0 : (quantile(0.75) - quantile(0.25)) / median();
    }

    /** What so large a part of the values is at most. */
    public double quantile(double part) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        double place = part * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(place));
        double above = sorted.get((int) Math.ceil(place));
        return below + (above - below) * (place - Math.floor(place));
    }
}
