package dev.compositeindex.verify;

/** What the server makes of a declared predicate. */
sealed interface PrintedPredicate {

    /** Of an index on all rows. */
    PrintedPredicate NONE = new Printed("");

    /**
     * It prints it.
     *
     * @param sql the server's text; empty for an index on all rows
     */
    record Printed(String sql) implements PrintedPredicate {}

    /**
     * It refuses it on this table.
     *
     * @param sql the declared text
     * @param refusal what is wrong with it
     */
    record Refused(String sql, String refusal) implements PrintedPredicate {}

    /**
     * It could not be asked.
     *
     * @param sql the declared text
     * @param reason why not
     * @param repair what to do about that
     */
    record Unknown(String sql, String reason, String repair) implements PrintedPredicate {

        static Unknown onStandby(String sql) {
            return new Unknown(
                    sql,
                    "its predicate cannot be compared on a standby, which has no temporary tables",
                    Repairs.ON_THE_PRIMARY);
        }

        /**
         * Somebody locks the table.
         *
         * @param table the table, as SQL
         * @param lockedBy who
         */
        static Unknown locked(String sql, String table, String lockedBy) {
            return new Unknown(
                    sql,
                    "its predicate cannot be read: " + lockedBy + " holds, or waits for, an ACCESS EXCLUSIVE lock on "
                            + table,
                    Repairs.locked(table));
        }

        /** The role may not, or cannot now, create anything temporary. */
        static Unknown nothingTemporary(String sql, String state, String message) {
            return new Unknown(sql, uncompared(message), Repairs.nothingTemporary(state));
        }

        /**
         * This table, or this predicate, is out of the role's reach.
         *
         * @param table the table, as SQL
         */
        static Unknown outOfReach(String sql, String table, String state, String message) {
            return new Unknown(sql, uncompared(message), Repairs.outOfReach(state, table));
        }

        private static String uncompared(String message) {
            return "its predicate cannot be compared: " + message;
        }
    }
}
