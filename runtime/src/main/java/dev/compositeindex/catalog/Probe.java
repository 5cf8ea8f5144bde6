package dev.compositeindex.catalog;

/**
 * An index that PostgreSQL is to build on an empty copy of a table, to see what it makes of it.
 *
 * @param table the table, as SQL, with schema
 * @param tableName its raw name, which the definition may use
 * @param unique whether the index is unique
 * @param clauses what follows the table in {@code CREATE INDEX}
 */
public record Probe(String table, String tableName, boolean unique, String clauses) {

    /** What PostgreSQL makes of a probe. */
    public sealed interface Answer {}

    /**
     * It builds it.
     *
     * @param shape what it is then
     * @param clauses how the server prints what follows the table in {@code CREATE INDEX}
     * @param expressions stands for its expressions and predicate as the server has parsed them: equal for equal ones of the
     *     same table, in whichever of several ways they are printed
     */
    public record Built(Shape shape, String clauses, long expressions) implements Answer {}

    /**
     * It refuses it on this table.
     *
     * @param refusal what is wrong with it
     * @param sure whether that is surely not only so because the table is a copy
     */
    public record Refused(String refusal, boolean sure) implements Answer {}

    /**
     * It could not try.
     *
     * @param state the SQLSTATE
     * @param message why not
     */
    public record Untried(String state, String message) implements Answer {}
}
