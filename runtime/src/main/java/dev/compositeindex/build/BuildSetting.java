package dev.compositeindex.build;

/** What can be set about builds: the properties, and what their values must look like. */
public enum BuildSetting {
    GUARD(
            "guard",
            "on or off",
            "`off` leaves Flyway as it is: it then hangs on the first concurrent build, unless its own lock is set to be a"
                    + " session lock. Default: on."),
    PATIENCE(
            "patience",
            "a duration such as 90s, 30m, 2h or PT30M",
            "How long a build may be blocked by others in one go before it is given up. The error names who blocks it, and"
                    + " no invalid index is left. Default: no limit."),
    QUERY_LENGTH(
            "query-length",
            "a number of characters, from 0 on",
            "What a blocking query is cut to; 0 hides queries, which may contain data. Default: "
                    + BuildSettings.DEFAULT_QUERY_LENGTH + "."),
    PROGRESS_INTERVAL(
            "progress-interval",
            "a duration such as 10s, 1m or PT1M",
            "How often a running build is logged. Default: 10s."),
    PARALLEL(
            "parallel",
            "a number of builds, from 1 on",
            "How many indexes of one script are built at once, each on another table and in a session of its own. Default: 1.");

    private final String key;
    private final String form;
    private final String description;

    BuildSetting(String key, String form, String description) {
        this.key = "compositeindex." + key;
        this.form = form;
        this.description = description;
    }

    /** The name of the system property, or of the Flyway placeholder. */
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
}
