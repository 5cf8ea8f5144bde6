package dev.compositeindex.example.cli;

/** What the exit code of every command means. Scripts rely on these. */
final class ExitCodes {

    /** Done, and every declared index is valid. */
    static final int OK = 0;

    /** Done, but an index is not as declared. */
    static final int NOT_VALID = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** The database cannot be reached. */
    static final int UNAVAILABLE = 3;

    /** The command was refused or failed. */
    static final int FAILED = 4;

    private ExitCodes() {}
}
