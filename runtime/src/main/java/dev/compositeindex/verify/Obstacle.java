package dev.compositeindex.verify;

/**
 * Why something of a declared index cannot be compared.
 *
 * @param reason what follows its name in a sentence, {@code "cannot be compared: …"}
 * @param repair what to do about it
 */
record Obstacle(String reason, String repair) {

    static final Obstacle NONE = new Obstacle("", "");

    static final Obstacle STANDBY =
            new Obstacle("cannot be compared on a standby, which has no temporary tables", Repairs.ON_THE_PRIMARY);

    static final Obstacle NO_DDL = new Obstacle(
            "cannot be compared without creating something, which this verifier was told not to do", Repairs.WITH_DDL);

    /**
     * Somebody locks the table.
     *
     * @param table the table, as SQL
     * @param lockedBy who
     */
    static Obstacle locked(String table, String lockedBy) {
        return new Obstacle(
                "cannot be read: " + lockedBy + " holds, or waits for, an ACCESS EXCLUSIVE lock on " + table,
                Repairs.locked(table));
    }

    /** The role may not, or cannot now, create anything temporary. */
    static Obstacle nothingTemporary(String state, String message) {
        return new Obstacle("cannot be compared: " + message, Repairs.nothingTemporary(state));
    }

    /**
     * This table, or what the index names, is out of the role's reach.
     *
     * @param table the table, as SQL
     */
    static Obstacle outOfReach(String table, String state, String message) {
        return new Obstacle("cannot be compared: " + message, Repairs.outOfReach(state, table));
    }

    /**
     * It is about the table itself, for which no copy does.
     *
     * @param index the index, as SQL
     */
    static Obstacle onlyOnTheTable(String index, String message) {
        return new Obstacle("cannot be compared on a copy of the table: " + message, Repairs.byHand(index));
    }
}
