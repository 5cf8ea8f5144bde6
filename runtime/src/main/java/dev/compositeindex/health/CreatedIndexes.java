package dev.compositeindex.health;

import dev.compositeindex.catalog.AppliedScript;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which index a migration made last, and when that was applied. */
final class CreatedIndexes {

    private static final Pattern CREATE = Pattern.compile(
            "\\bCREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+(?:CONCURRENTLY\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?"
                    + "(?:\"((?:[^\"]|\"\")+)\"|(\\w+))",
            Pattern.CASE_INSENSITIVE);

    private CreatedIndexes() {}

    /**
     * The times by the names of the indexes.
     *
     * @param applied the migrations, oldest first
     * @param scripts gives the text of a script
     */
    static Map<String, Instant> of(List<AppliedScript> applied, Function<String, Optional<String>> scripts) {
        Map<String, Instant> created = new HashMap<>();
        for (AppliedScript migration : applied) {
            scripts.apply(migration.script()).ifPresent(text -> {
                Matcher create = CREATE.matcher(text);
                while (create.find()) {
                    String quoted = create.group(1);
                    created.put(
                            quoted == null
                                    ? create.group(2).toLowerCase(java.util.Locale.ROOT)
                                    : quoted.replace("\"\"", "\""),
                            migration.applied());
                }
            });
        }
        return created;
    }
}
