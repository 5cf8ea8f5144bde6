package dev.compositeindex.oracle;

/** Which Hibernate the run has. */
public final class Versions {
    /** Its version, as the build says it. */
    public static final String RUNNING = System.getProperty("hibernate.version", "");

    private Versions() {}

    /** Whether it reads {@code javax.persistence}. */
    public static boolean isJavax() {
        return RUNNING.startsWith("5.");
    }
}
