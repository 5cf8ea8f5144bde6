package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.sql.Identifiers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a migration of ours. */
final class MigrationHeader {
    private static final String START = "-- compositeindex: ";
    private static final Pattern CREATE = Pattern.compile("\\A\\uFEFF?" + START + "create (.+?)\\s*\\z");

    private MigrationHeader() {}

    /** The line for a migration that creates an index. */
    static String create(String qualifiedName) {
        return START + "create " + qualifiedName;
    }

    /** The raw parts of the name that a first line says is created: the name, or schema and name. */
    static Optional<List<String>> created(String firstLine) {
        Matcher matcher = CREATE.matcher(firstLine);
        return matcher.matches() ? Optional.of(Identifiers.parse(matcher.group(1))) : Optional.empty();
    }
}
