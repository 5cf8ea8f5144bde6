package dev.compositeindex.verify;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.SqlText;
import dev.compositeindex.catalog.StorageParameters;
import dev.compositeindex.registry.IndexDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What to do about an index that is not as declared. Nothing here is ever run by the verifier. */
final class Repairs {

    static final String ON_THE_PRIMARY = "Verify on the primary.";

    static final String WITH_DDL = "Verify with DDL, which is rolled back; perhaps on a copy of the database.";

    static final String AGAIN_OR_ON_THE_PRIMARY = "Verify again, or on the primary.";

    private static final Pattern CREATE = Pattern.compile("^(CREATE (?:UNIQUE )?INDEX) ");
    private static final int LONGEST_NAME = 63;

    /** A change that is recorded and not applied yet looks like any other difference. */
    private static final String PENDING_FIRST = "Run the pending migrations; if none of them changes it, ";

    private Repairs() {}

    static String missing(IndexDefinition index, CatalogEntry.Nothing nothing) {
        if (!nothing.reason().isEmpty()) {
            return "Run the migrations that create the table, or correct the data source or its search path.";
        }
        if (nothing.partitioned()) {
            return "Run the pending migrations; if they have run already: " + onPartitions(index);
        }
        return "Run the pending migrations; if its own has run already, run: " + create(index);
    }

    /** What is equal to it has another name. */
    static String renamed(IndexDefinition index, CatalogEntry.Index equal) {
        String changes = change(index, equal);
        return "Run the pending migrations; if none of them renames it, run: " + changes
                + (changes.isEmpty() ? "" : " ") + "ALTER INDEX " + equal.sqlName() + " RENAME TO "
                + SqlText.name(index.name()) + ";";
    }

    /** On a standby, where nothing can be repaired, and nothing is as new as on the primary. */
    static String onStandby(String repair) {
        return "This is a standby, which may not have replayed that yet. Otherwise, on the primary: " + repair;
    }

    static String locked(String table) {
        return "Verify again when " + table + " is no longer locked.";
    }

    static String nothingTemporary(String state) {
        return switch (state) {
            case "42501" ->
                "Grant this role TEMPORARY on the database, and USAGE on the language plpgsql; or verify as the role that"
                        + " runs the migrations.";
            case "25006" -> "Verify over a data source whose transactions may write.";
            case "57014" -> "Raise statement_timeout for this role, or verify again when the server is less busy.";
            default -> "Verify again when the server can do that.";
        };
    }

    static String outOfReach(String state, String table) {
        return switch (state) {
            case "42501" ->
                "Grant this role SELECT on " + table + ", and the use of what its columns and the index name; or"
                        + " verify as the role that runs the migrations.";
            case "55P03" -> locked(table);
            default -> "Verify again; if that does not help, as the role that runs the migrations.";
        };
    }

    /**
     * What the verifier cannot compare.
     *
     * @param index the index, as SQL
     */
    static String byHand(String index) {
        return "Compare it with the declaration yourself: SELECT pg_catalog.pg_get_indexdef(" + SqlText.literal(index)
                + "::pg_catalog.regclass);";
    }

    /** The catalogue has it valid on the table itself. */
    static String elsewhere(CatalogEntry.Index actual) {
        return "On " + actual.table()
                + " itself it is valid and as declared. See to it that every other place of its rows has it, too.";
    }

    static String building() {
        return "Wait until it is built, then verify again. Dropping it would abort the build.";
    }

    static String leftover(IndexDefinition index, CatalogEntry.Index actual) {
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

    static String drifted(IndexDefinition index, CatalogEntry.Index actual, List<Difference> differences) {
        if (DefinitionComparison.areChangeable(differences, actual)) {
            return PENDING_FIRST + "declare the index as it is; or run: " + change(index, actual);
        }
        if (!actual.constraint().isEmpty()) {
            return PENDING_FIRST + "declare the index as it is; or, as it belongs to a constraint, run: ALTER TABLE "
                    + actual.table() + " DROP CONSTRAINT " + actual.constraint() + "; " + create(index);
        }
        if (actual.partitioned()) {
            return PENDING_FIRST + "declare the index as it is; or run: DROP INDEX " + actual.sqlName() + "; then "
                    + onPartitions(index);
        }
        String old = SqlText.name(cut(index.name(), LONGEST_NAME - 4) + "_old");
        return PENDING_FIRST + "declare the index as it is; or, never without one, run: ALTER INDEX " + actual.sqlName()
                + " RENAME TO "
                + old + "; " + create(index) + " DROP INDEX CONCURRENTLY " + actual.schema() + "."
                + old + ";";
    }

    private static String onPartitions(IndexDefinition index) {
        return "create it ON ONLY the partitioned table, build one concurrently on each partition, and attach each: "
                + index.definition() + ";" + comment(index);
    }

    private static String create(IndexDefinition index) {
        return CREATE.matcher(index.definition()).replaceFirst("$1 CONCURRENTLY ") + ";" + comment(index);
    }

    /** What gives a built index its comment, where one is declared. */
    private static String comment(IndexDefinition index) {
        String schema = index.schema().isEmpty() ? "" : SqlText.name(index.schema()) + ".";
        return index.comment().isEmpty() ? "" : " " + commentOn(schema + SqlText.name(index.name()), index);
    }

    private static String commentOn(String sqlName, IndexDefinition index) {
        return "COMMENT ON INDEX " + sqlName + " IS " + SqlText.literal(index.comment()) + ";";
    }

    /** Each of these lets reads and writes go on: {@code SET TABLESPACE} would not. */
    private static String change(IndexDefinition index, CatalogEntry.Index actual) {
        List<String> statements = new ArrayList<>();
        SortedMap<String, String> found = actual.settings().storageParameters();
        SortedMap<String, String> set = new TreeMap<>(index.storageParameters());
        set.entrySet()
                .removeIf(parameter ->
                        StorageParameters.sameValue(parameter.getValue(), found.getOrDefault(parameter.getKey(), "")));
        SortedMap<String, String> reset = new TreeMap<>(found);
        reset.keySet().removeAll(index.storageParameters().keySet());
        if (!set.isEmpty()) {
            statements.add("ALTER INDEX " + actual.sqlName() + " SET (" + StorageParameters.text(set) + ");");
        }
        if (!reset.isEmpty()) {
            statements.add("ALTER INDEX " + actual.sqlName() + " RESET (" + String.join(", ", reset.keySet()) + ");");
        }
        if (!index.tablespace().isEmpty()
                && !index.tablespace().equals(actual.settings().tablespace())) {
            statements.add("REINDEX (CONCURRENTLY, TABLESPACE " + SqlText.name(index.tablespace()) + ") INDEX "
                    + actual.sqlName() + ";");
        }
        if (!index.comment().isEmpty()
                && !index.comment().equals(actual.settings().comment())) {
            statements.add(commentOn(actual.sqlName(), index));
        }
        return String.join(" ", statements);
    }

    /** Whether the server takes a name as it is; it cuts a longer one. */
    static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
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
