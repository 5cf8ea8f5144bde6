package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.NameCheck;
import dev.compositeindex.processor.sql.NameSwap;
import dev.compositeindex.processor.sql.RenamingCheck;
import dev.compositeindex.processor.sql.ReplicaIdentityCheck;
import dev.compositeindex.processor.sql.ValidityCheck;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The texts of migrations. Each is complete by itself: it also works with Flyway's command line, may run twice, and never
 * leaves the history saying success over an index that is not what it should be.
 */
final class MigrationText {
    /**
     * {@code CREATE INDEX CONCURRENTLY} cannot run in a transaction, and names may contain <code>${</code>. Both lines
     * are needed, since the script contains more than the one statement.
     */
    static final String CONCURRENT = """
            executeInTransaction=false
            placeholderReplacement=false
            """;

    /** What is only renamed is renamed whole or not at all. */
    static final String TRANSACTIONAL = """
            executeInTransaction=true
            placeholderReplacement=false
            """;

    private static final String WITHOUT_LIMITS = """
            SET statement_timeout = 0;
            SET lock_timeout = 0;
            DO $$
            BEGIN
                IF pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL THEN -- PostgreSQL 17 and later
                    PERFORM pg_catalog.set_config('transaction_timeout', '0', false);
                END IF;
            END
            $$;
            """;

    private static final String LIMITS_AGAIN = """
            DO $$
            BEGIN
                IF pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL THEN
                    RESET transaction_timeout;
                END IF;
            END
            $$;
            RESET lock_timeout;
            RESET statement_timeout;
            """;

    private MigrationText() {}

    /** Builds an index. */
    static Step create(DeclaredIndex index) {
        return step(new LedgerEntry.Create(index), CONCURRENT, """
                -- Without limits: a build waits for every transaction that is older than itself, and a timeout would
                -- leave an INVALID index behind.
                %s
                %s;

                -- IF NOT EXISTS is content with any relation of that name, also with what a dead build left behind.
                %s
                %s%s""".formatted(
                        WITHOUT_LIMITS,
                        index.statement().concurrentBuild(),
                        ValidityCheck.built(index.statement()),
                        index.comment().isEmpty() ? "" : nameCheck(index, "given its comment") + comment(index) + "\n",
                        LIMITS_AGAIN));
    }

    /**
     * Drops an index.
     *
     * @param tables the tables that it may be on
     * @param kept other indexes, to which its name must not lead
     */
    static Step drop(DeclaredIndex index, Set<Table> tables, Set<IndexName> kept) {
        return step(new LedgerEntry.Drop(index.name()), CONCURRENT, """
                -- It was: %s
                -- The name must lead to this index and no other.
                %s
                -- Without limits: the statement waits for every transaction that may still use the index, and a timeout
                -- would leave an INVALID index behind that still costs writes.
                %s
                DROP INDEX CONCURRENTLY IF EXISTS %s;

                %s""".formatted(
                        index.statement().definition(),
                        NameCheck.of(index.name(), tables, kept, "dropped")
                                + (index.statement().unique() ? ReplicaIdentityCheck.of(index.name()) : ""),
                        WITHOUT_LIMITS,
                        index.name().sql(),
                        LIMITS_AGAIN));
    }

    /** Gives an index another name. */
    static Step rename(DeclaredIndex from, DeclaredIndex to) {
        return step(new LedgerEntry.Rename(from.name(), to), TRANSACTIONAL, """
                -- The name must lead to this index and no other.
                %s
                -- Instant; reads and writes go on. A second run finds nothing to rename.
                ALTER INDEX IF EXISTS %s RENAME TO %s;

                -- IF EXISTS is content when there is nothing under either name.
                %s""".formatted(
                        nameCheck(from, "renamed"),
                        from.name().sql(),
                        new IndexName("", to.statement().name()).sql(),
                        ValidityCheck.renamed(from.name(), to.statement())));
    }

    /** Exchanges the names of the index that was built under a temporary one and of the index that it replaces. */
    static Step swap(DeclaredIndex index, String temporary) {
        IndexName other = new IndexName(index.name().schema(), temporary);
        return step(new LedgerEntry.Swap(index, other), TRANSACTIONAL, """
                -- Instant; reads and writes go on. A second run finds the name on the right index and leaves it there.
                %s""".formatted(
                        NameSwap.of(index.statement(), temporary, TemporaryName.beside(temporary))));
    }

    /** Changes what can be changed while the index stays what it is. */
    static Step set(DeclaredIndex from, DeclaredIndex to) {
        SortedMap<String, String> before = from.statement().storageParameters();
        SortedMap<String, String> after = to.statement().storageParameters();
        String name = to.name().sql();
        StringBuilder body = new StringBuilder(
                        "-- It was: %s\n".formatted(from.statement().definition()))
                .append("-- Reads and writes go on.\n")
                .append(nameCheck(to, "changed"));
        if (!after.equals(before) && !after.isEmpty()) {
            body.append("ALTER INDEX %s SET (%s);\n".formatted(name, parameters(after)));
        }
        Set<String> reset = new TreeSet<>(before.keySet());
        reset.removeAll(after.keySet());
        if (!reset.isEmpty()) {
            body.append("ALTER INDEX %s RESET (%s);\n".formatted(name, String.join(", ", reset)));
        }
        if (!to.comment().equals(from.comment())) {
            body.append(comment(to));
        }
        String tablespace = to.statement().tablespace();
        if (tablespace.equals(from.statement().tablespace()) || tablespace.isEmpty()) {
            // Where no tablespace is asked for, any will do.
            return step(new LedgerEntry.Set(to), TRANSACTIONAL, body.toString());
        }
        return step(new LedgerEntry.Set(to), CONCURRENT, """
                %s
                -- ALTER INDEX … SET TABLESPACE would block reads and writes while it copies.
                %s
                REINDEX (TABLESPACE %s) INDEX CONCURRENTLY %s;

                %s
                %s""".formatted(
                        body,
                        WITHOUT_LIMITS,
                        Identifiers.quote(tablespace),
                        name,
                        ValidityCheck.built(to.statement()),
                        LIMITS_AGAIN));
    }

    /**
     * Follows what another migration renames.
     *
     * @param table what the table is called in the end
     * @param column what the column is called in the end; empty if it is not about a column
     */
    static Step follow(LedgerEntry.Move move, Table table, String column) {
        return step(
                move,
                TRANSACTIONAL,
                "-- Nothing is built or changed: another migration renames, and indexes follow by themselves.\n"
                        + (column.isEmpty() ? RenamingCheck.table(table) : RenamingCheck.column(table, column)));
    }

    private static String nameCheck(DeclaredIndex index, String done) {
        return NameCheck.of(index.name(), Set.of(index.statement().table()), Set.of(), done);
    }

    private static String comment(DeclaredIndex index) {
        return "COMMENT ON INDEX %s IS %s;\n"
                .formatted(
                        index.name().sql(), index.comment().isEmpty() ? "NULL" : Identifiers.literal(index.comment()));
    }

    private static String parameters(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + " = " + parameter.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Step step(LedgerEntry entry, String configuration, String body) {
        return new Step(entry, String.join("\n", entry.header()) + "\n\n" + body, configuration);
    }
}
