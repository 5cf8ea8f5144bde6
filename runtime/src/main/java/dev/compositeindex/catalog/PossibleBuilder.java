package dev.compositeindex.catalog;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A session that could be building an index: it holds a lock on the index's table that builds take, or reports that it
 * builds an index on that table, or is about to commit a change to the index's entry in the catalogue. What the role of the verifier may not see is empty.
 *
 * @param pid its process
 * @param reportsBuild whether the server lists it among those that build an index
 * @param phase the phase of that build
 * @param builtIndex the object identifier of the index that it builds; 0 if hidden, or not known yet
 * @param builtName the name of that index
 * @param maintenance whether it is known to vacuum or analyse
 * @param changesEntry whether it has changed the index's entry, and not committed that yet
 * @param state its state, as in {@code pg_stat_activity}
 * @param query what it runs, or ran last
 */
public record PossibleBuilder(
        int pid,
        boolean reportsBuild,
        String phase,
        long builtIndex,
        String builtName,
        boolean maintenance,
        boolean changesEntry,
        String state,
        String query) {

    private static final Pattern MAY_BUILD = Pattern.compile("\\b(create|reindex|cluster)\\b");

    /** What a session may be doing to an index. */
    public enum Activity {
        BUILDING,
        /** It may be building: there is no way to see more. */
        PERHAPS_BUILDING,
        SOMETHING_ELSE
    }

    /**
     * What this session does to an index that is not valid.
     *
     * <p>VACUUM and ANALYZE hold the same lock as a concurrent build, but say so even to roles that may see nothing else.
     * A session that hides what it runs, or does not track it, may be building.
     */
    public Activity activityOn(long index, String name) {
        if (changesEntry) {
            return Activity.PERHAPS_BUILDING;
        }
        if (!reportsBuild) {
            return unreported();
        }
        if (builtIndex == index || isReplacement(name)) {
            return Activity.BUILDING;
        }
        return builtIndex == 0 ? Activity.PERHAPS_BUILDING : Activity.SOMETHING_ELSE;
    }

    /**
     * What this session does to its table: whether it builds any index of it. Of who has a lock on the table as builds do, or
     * waits for it, only VACUUM and ANALYZE are known to be harmless: a build that waits has a snapshot already.
     */
    public Activity activityOnTable() {
        if (reportsBuild) {
            return Activity.BUILDING;
        }
        return maintenance ? Activity.SOMETHING_ELSE : Activity.PERHAPS_BUILDING;
    }

    private Activity unreported() {
        if (maintenance) {
            return Activity.SOMETHING_ELSE;
        }
        return switch (state) {
            case "", "disabled" -> Activity.PERHAPS_BUILDING;
            // Not reported a moment ago, running now: it may have begun in between.
            case "active" ->
                MAY_BUILD.matcher(query.toLowerCase(Locale.ROOT)).find()
                        ? Activity.PERHAPS_BUILDING
                        : Activity.SOMETHING_ELSE;
            // No concurrent build waits for its client, and no other build shows its index before it commits.
            default -> Activity.SOMETHING_ELSE;
        };
    }

    /** What it does to an index, for people; empty if that is something else. */
    public String describe(Activity doing) {
        return switch (doing) {
            case BUILDING -> "process " + pid + " is building it (" + phase + ")";
            case PERHAPS_BUILDING ->
                "process " + pid + " may be building it"
                        + (state.isEmpty() ? ", which only a role with pg_read_all_stats can see" : "");
            case SOMETHING_ELSE -> "";
        };
    }

    /** REINDEX CONCURRENTLY builds {@code name_ccnew}, numbered where that is taken, cut where it is too long. */
    private boolean isReplacement(String name) {
        int suffix = builtName.lastIndexOf("_ccnew");
        return suffix > 0 && name.startsWith(builtName.substring(0, suffix));
    }
}
