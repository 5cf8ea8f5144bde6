package dev.compositeindex.cli.analysis;

import dev.compositeindex.health.IndexUse;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Draws what the page shows, as SVG. Each point is a link to its row, with a name for those who do not see it. */
final class Chart {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 320;
    private static final int LEFT = 72;
    private static final int BOTTOM = 24;
    private static final int TOP = 12;
    private static final int RIGHT = 28;
    private static final int SMALL_WIDTH = 240;
    private static final int SMALL_HEIGHT = 64;

    /** What is 32 times the one before. */
    private static final List<String> SIZES =
            List.of("1 kB", "32 kB", "1 MB", "32 MB", "1 GB", "32 GB", "1 TB", "32 TB", "1 PB");

    private Chart() {}

    /** Scans against size, by powers of ten and of 32. What was not scanned is on the floor, and a hollow square. */
    static String scansAgainstSize(List<IndexUse> indexes) {
        int steps = steps(indexes.stream().mapToLong(IndexUse::bytes).max().orElse(1));
        int decadesOfScans =
                decades(indexes.stream().mapToLong(IndexUse::scans).max().orElse(1));
        StringBuilder svg = new StringBuilder(
                "<svg viewBox=\"0 0 %d %d\" role=\"group\" aria-label=\"Scans of each index against its size\">\n"
                        .formatted(WIDTH, HEIGHT));
        for (int i = 0; i <= steps; i++) {
            double x = x(i, steps);
            svg.append(line(x, TOP, x, HEIGHT - BOTTOM)).append(text(x, HEIGHT - BOTTOM + 16, "middle", SIZES.get(i)));
        }
        for (int i = 0; i <= decadesOfScans + 1; i++) {
            double y = y(i, decadesOfScans);
            svg.append(line(LEFT, y, WIDTH - RIGHT, y))
                    .append(text(LEFT - 6, y + 4, "end", i == 0 ? "0" : tag("%,d", (long) Math.pow(10, i - 1))));
        }
        for (int i = 0; i < indexes.size(); i++) {
            IndexUse index = indexes.get(i);
            double x = x(step(index.bytes()), steps);
            double y = y(index.scans() == 0 ? 0 : 1 + log(index.scans()), decadesOfScans);
            String name = Html.of("%s on %s: %d scans, %s"
                    .formatted(index.name(), index.table(), index.scans(), Sizes.of(index.bytes())));
            svg.append("<a href=\"#index-%d\" aria-label=\"%s\"><title>%s</title>".formatted(i, name, name))
                    .append(
                            index.scans() == 0
                                    ? tag(
                                            "<rect class=\"unused\" x=\"%.1f\" y=\"%.1f\" width=\"9\" height=\"9\"/>",
                                            x - 4.5, y - 4.5)
                                    : tag(
                                            "<circle class=\"used\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill-opacity=\"0.75\"/>",
                                            x, y))
                    .append("</a>\n");
        }
        return svg.append("</svg>").toString();
    }

    /** The scans in each time between two baselines; a gap where they are not known. */
    static String course(String name, List<OptionalLong> scans) {
        long most = Math.max(
                1, scans.stream().mapToLong(count -> count.orElse(0)).max().orElse(1));
        double width = (double) SMALL_WIDTH / Math.max(1, scans.size());
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(SMALL_WIDTH, SMALL_HEIGHT, Html.of(name)));
        for (int i = 0; i < scans.size(); i++) {
            if (scans.get(i).isPresent()) {
                double height = Math.max(1, scans.get(i).getAsLong() * (SMALL_HEIGHT - 2.0) / most);
                svg.append(tag(
                        "<rect class=\"used\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                        i * width, SMALL_HEIGHT - height, Math.max(1, width - 1), height));
            }
        }
        return svg.append("</svg>").toString();
    }

    private static double step(long bytes) {
        return Math.min(SIZES.size() - 1.0, Math.log(Math.max(1, bytes / 1024.0)) / Math.log(32));
    }

    private static int steps(long most) {
        return Math.max(1, (int) Math.ceil(step(most)));
    }

    private static double x(double step, int steps) {
        return LEFT + step / steps * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double decade, int decades) {
        return HEIGHT - BOTTOM - decade / (decades + 1) * (HEIGHT - BOTTOM - TOP);
    }

    private static double log(double value) {
        return Math.log10(Math.max(1, value));
    }

    private static int decades(long most) {
        return Math.max(1, (int) Math.ceil(log(most)));
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return tag("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", x1, y1, x2, y2);
    }

    private static String text(double x, double y, String anchor, String text) {
        return tag("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"" + anchor + "\">" + text + "</text>\n", x, y);
    }

    private static String tag(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
