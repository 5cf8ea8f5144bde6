package dev.compositeindex.processor.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of an index are no part of its identity: changing one never builds the index anew.
 *
 * @param storageParameters lower-case names with their values as they were written
 * @param tablespace raw, or empty
 * @param comment the comment, or empty
 * @param renamedFrom the name that the index had before, raw, or empty
 */
public record IndexSettings(
        SortedMap<String, String> storageParameters, String tablespace, String comment, String renamedFrom) {
    /** Nothing said. */
    public static final IndexSettings NONE = new IndexSettings(new TreeMap<>(), "", "", "");

    public IndexSettings {
        storageParameters = Collections.unmodifiableSortedMap(new TreeMap<>(storageParameters));
    }
}
