package dev.compositeindex.testing;

/**
 * How much tests try that draw their cases: a share in every build, many with {@code -Pexhaustive}, or as many as a property
 * of their own says.
 */
public final class Effort {

    private Effort() {}

    /**
     * A number of cases.
     *
     * @param property the property that says otherwise
     * @param always in every build
     * @param exhaustive with the profile
     */
    public static int of(String property, int always, int exhaustive) {
        return Integer.getInteger(property, isExhaustive() ? exhaustive : always);
    }

    /** Whether the profile is on. */
    static boolean isExhaustive() {
        return Boolean.getBoolean("exhaustive");
    }
}
