package dev.compositeindex.cli.output;

import java.util.Locale;

/** In which form results are printed. */
public enum Format {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON;

    /** The word for it on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
