package dev.compositeindex.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rows and their versions, as they must be: what was acknowledged. Not there is version {@link #ABSENT}. */
final class Book {
    static final int ABSENT = -1;

    private final Map<Long, Integer> versions = new HashMap<>();
    /** The versions that rows may have as well: the connection was lost before the answer came. */
    private final Map<Long, Integer> inDoubt = new HashMap<>();

    void put(long id, int version) {
        versions.put(id, version);
    }

    /** The row may have this version now, or the one before. It must not be written again. */
    void doubt(long id, int version) {
        inDoubt.put(id, version);
    }

    boolean isInDoubt(long id) {
        return inDoubt.containsKey(id);
    }

    /** The version of a row that may have been written, or never was. */
    int version(long id, int before) {
        return versions.getOrDefault(id, before);
    }

    Set<Long> idsFrom(long first) {
        Set<Long> ids = new TreeSet<>(versions.keySet());
        ids.removeIf(id -> id < first);
        return ids;
    }

    /** What a table holds otherwise; of rows that this book does not know, nothing is said. */
    List<String> differences(Book found) {
        List<String> differences = new ArrayList<>();
        Set<Long> ids = new HashSet<>(versions.keySet());
        ids.addAll(inDoubt.keySet());
        for (long id : new TreeSet<>(ids)) {
            int before = id >= Writer.FIRST_OWN ? ABSENT : 0;
            int actual = found.version(id, before);
            int expected = version(id, before);
            if (actual != expected && actual != inDoubt.getOrDefault(id, expected)) {
                differences.add("row %d was acknowledged with version %d and has %d".formatted(id, expected, actual));
            }
        }
        return differences;
    }
}
