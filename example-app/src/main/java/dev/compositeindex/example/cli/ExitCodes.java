package dev.compositeindex.example.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the exit code of every command means. Scripts rely on these. */
final class ExitCodes {

    /** Done; where indexes were verified, every one is valid. */
    static final int OK = 0;

    /** Done, but an index is not as declared, or not known to be. */
    static final int NOT_VALID = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** The database cannot be reached. */
    static final int UNAVAILABLE = 3;

    /** The command was refused or failed. */
    static final int FAILED = 4;

    private ExitCodes() {}

    /** All of them, for the help. */
    static Map<String, String> legend() {
        Map<String, String> legend = new LinkedHashMap<>();
        legend.put("" + OK, "done; where indexes were verified, every one is valid");
        legend.put("" + NOT_VALID, "an index is not as declared, or not known to be");
        legend.put("" + USAGE, "the command line is wrong");
        legend.put("" + UNAVAILABLE, "the database cannot be reached");
        legend.put("" + FAILED, "refused, or failed");
        return legend;
    }
}
