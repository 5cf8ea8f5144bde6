package dev.compositeindex.catalog;

/**
 * Says of a table how it is used. Of a partitioned one, the numbers are its partitions'. All names are raw.
 *
 * @param oid its object identifier
 * @param schema its schema
 * @param name its name
 * @param visible whether the search path leads to it
 * @param bytes its size, without indexes
 * @param rows how many rows it has, as the server estimates; negative if that is not known
 * @param deadRows how many are dead and not yet vacuumed
 * @param sequentialScans how often it was read from its beginning
 * @param sequentialRows how many rows these have read
 * @param indexScans how often it was read by an index
 * @param updates what was updated in it
 * @param fillFactor how full its pages are made, in percent
 */
public record LiveTable(
        long oid,
        String schema,
        String name,
        boolean visible,
        long bytes,
        double rows,
        long deadRows,
        long sequentialScans,
        long sequentialRows,
        long indexScans,
        Updates updates,
        int fillFactor) {

    /**
     * Counts updated rows.
     *
     * @param all all of them
     * @param hot those that no index has noticed
     * @param newPage those that no room was left for on their page; negative before PostgreSQL 16, which does not count them
     */
    public record Updates(long all, long hot, long newPage) {}

    /** Whether anybody has read it while the server has counted. */
    public boolean isRead() {
        return sequentialScans + indexScans > 0;
    }
}
