package dev.compositeindex.processor.mapping;

/**
 * A name as a mapping gives it, before a naming strategy and PostgreSQL make one of the database of it.
 *
 * @param text without quotes
 * @param isQuoted whether it stood in quotes
 */
record LogicalName(String text, boolean isQuoted) {

    /** Takes off the quotes that JPA and Hibernate know. Two double quotes inside are one, as Hibernate hands them on to SQL. */
    static LogicalName of(String written) {
        String trimmed = written.strip();
        int last = trimmed.length() - 1;
        boolean isQuoted =
                last > 0 && "`\"[".indexOf(trimmed.charAt(0)) >= 0 && "`\"]".indexOf(trimmed.charAt(last)) >= 0;
        return isQuoted
                ? new LogicalName(trimmed.substring(1, last).replace("\"\"", "\""), true)
                : new LogicalName(trimmed, false);
    }

    /** Whether they are one name to Hibernate, for which case matters only in quotes. */
    boolean matches(LogicalName other) {
        return isQuoted || other.isQuoted ? text.equals(other.text) : text.equalsIgnoreCase(other.text);
    }
}
