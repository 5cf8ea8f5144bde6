package dev.compositeindex.verify;

import dev.compositeindex.registry.IndexDefinition;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What to do about an index that is not as declared. Nothing here is ever run by the verifier. */
final class Repairs {

    private static final Pattern CREATE = Pattern.compile("^(CREATE (?:UNIQUE )?INDEX) ");
    private static final int LONGEST_NAME = 63;

    private Repairs() {}

    static String missing(IndexDefinition index, Found.Nothing nothing) {
        if (!nothing.reason().isEmpty()) {
            return "Run the migrations that create the table, or correct the data source or its search path.";
        }
        if (nothing.partitioned()) {
            return "Run the pending migrations; if they have run already: " + onPartitions(index);
        }
        return "Run the pending migrations; if its own has run already, run: " + create(index);
    }

    static String building() {
        return "Wait until it is built, then verify again. Dropping it would abort the build.";
    }

    static String leftover(IndexDefinition index, Found.Index actual) {
        if (actual.partitioned()) {
            return "Give every partition a valid index of this definition and attach it: ALTER INDEX "
                    + actual.sqlName() + " ATTACH PARTITION …";
        }
        String duplicates = index.unique() ? "Remove rows with equal keys, if there are any; then run: " : "Run: ";
        return duplicates + "DROP INDEX CONCURRENTLY " + actual.sqlName() + "; " + create(index);
    }

    static String nameTaken(IndexDefinition index, String takenBy) {
        return "Declare the index under another name, or rename " + takenBy + ", then run: " + create(index);
    }

    static String drifted(IndexDefinition index, Found.Index actual) {
        if (!actual.onDeclaredTable()) {
            return nameTaken(index, "the index on " + actual.table());
        }
        if (!actual.constraint().isEmpty()) {
            return "Declare the index as it is; or, as it belongs to a constraint, run: ALTER TABLE " + actual.table()
                    + " DROP CONSTRAINT " + actual.constraint() + "; " + create(index);
        }
        if (actual.partitioned()) {
            return "Declare the index as it is; or run: DROP INDEX " + actual.sqlName() + "; then "
                    + onPartitions(index);
        }
        String old = quoted(cut(index.name(), LONGEST_NAME - 4) + "_old");
        return "Declare the index as it is; or, never without one, run: ALTER INDEX " + actual.sqlName() + " RENAME TO "
                + old + "; " + create(index) + " DROP INDEX CONCURRENTLY " + actual.schema() + "."
                + old + ";";
    }

    private static String onPartitions(IndexDefinition index) {
        return "create it ON ONLY the partitioned table, build one concurrently on each partition, and attach each: "
                + index.definition() + ";";
    }

    private static String create(IndexDefinition index) {
        return CREATE.matcher(index.definition()).replaceFirst("$1 CONCURRENTLY ") + ";";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The longest beginning of a name that fits into so many bytes. */
    private static String cut(String name, int bytes) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > bytes) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }
}
