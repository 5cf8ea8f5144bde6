package dev.compositeindex.processor.options;

import java.util.Arrays;
import java.util.List;

/** The processor's options, given as {@code -Acompositeindex.<key>=<value>}. */
public enum Option {
    REGISTRY(
            "registry",
            "a qualified class name such as com.acme.AppIndexes",
            "The registry class to generate. Default: Indexes in the longest package that all annotated classes share."),
    MIGRATIONS(
            "migrations",
            "absolute paths of directories, separated as in a class path",
            "Where recorded migrations are. Default: the location's folder in the class output, where the build has just "
                    + "copied the resources."),
    LOCATION(
            "location",
            "a relative path such as db/migration, or none",
            "The Flyway location of the recorded migrations. Default: " + ProcessorOptions.DEFAULT_LOCATION
                    + ". With none, they are not read, and nothing is listed as not recorded."),
    POSTGRES(
            "postgres",
            "a major version, 14 or later",
            "The oldest PostgreSQL that the application runs on. What that does not know is refused. Default: "
                    + ProcessorOptions.OLDEST_POSTGRES + "."),
    NAMING(
            "naming",
            "snake_case, hibernate6 or jpa",
            "How names of tables and columns follow from those of classes and fields, and from JPA's annotations: as "
                    + "Spring Boot's strategy does on Hibernate 7 (address2_line), on Hibernate 6 (address2line), or not at "
                    + "all, as JPA says. Default: snake_case."),
    JPA_INDEXES(
            "jpaIndexes",
            "true or false",
            "Whether the indexes that JPA's @Table declares count as declared, beside those of our annotations. "
                    + "Default: false."),
    WARNINGS("warnings", "on, off or error", "Whether warnings are printed, or are errors. Default: on.");

    /** What all keys start with. */
    public static final String PREFIX = "compositeindex.";

    private final String key;
    private final String form;
    private final String description;

    Option(String key, String form, String description) {
        this.key = PREFIX + key;
        this.form = form;
        this.description = description;
    }

    /** The name after {@code -A}. */
    public String key() {
        return key;
    }

    /** What a value must look like, in words. */
    public String form() {
        return form;
    }

    /** What it is for, and its default. */
    public String description() {
        return description;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Option::key).toList();
    }
}
