package dev.compositeindex.oracle;

/** Naming strategies, and the option that stands for each. */
public enum Strategy {
    JPA("PhysicalNamingStrategyStandardImpl") {
        @Override
        public String option() {
            return "jpa";
        }
    },
    SPRING("CamelCaseToUnderscoresNamingStrategy") {
        @Override
        public String option() {
            return Versions.RUNNING.startsWith("7.") ? "snake_case" : "hibernate6";
        }
    };

    private final String simpleName;

    Strategy(String simpleName) {
        this.simpleName = simpleName;
    }

    /** The value of {@code compositeindex.naming}. */
    public abstract String option();

    /** The class of the physical naming strategy. */
    String className() {
        return "org.hibernate.boot.model.naming." + simpleName;
    }
}
