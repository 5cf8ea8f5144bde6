package dev.compositeindex.cli.analysis;

/** Sizes for people. */
final class Sizes {

    private Sizes() {}

    static String of(long bytes) {
        return kilobytes(bytes / 1024);
    }

    static String kilobytes(long kilobytes) {
        if (kilobytes < 10_000) {
            return kilobytes + " kB";
        }
        return kilobytes < 10_000_000 ? kilobytes / 1024 + " MB" : kilobytes / 1024 / 1024 + " GB";
    }
}
