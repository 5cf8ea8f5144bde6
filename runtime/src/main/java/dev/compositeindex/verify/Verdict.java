package dev.compositeindex.verify;

/** What the database holds for a declared index. */
public enum Verdict {
    /** It is there, it is as declared, and queries can use it. */
    VALID,
    /** There is no such index. */
    MISSING,
    /** It cannot be used yet, and someone is, or may be, building it: never to be dropped. */
    BUILDING,
    /** What a build that died has left: queries cannot use it, writes may still pay for it. */
    LEFTOVER,
    /** Its name is taken by something that differs from the declaration. */
    DRIFTED,
    /**
     * Something is there that may be as declared, but from here that cannot be known: on a standby, or because of a lock or
     * a privilege. Where the declaration is known to differ, the verdict is {@link #DRIFTED}.
     */
    UNKNOWN
}
