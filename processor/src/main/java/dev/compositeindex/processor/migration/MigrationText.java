package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.PostgresRenderer;
import dev.compositeindex.processor.sql.ValidityCheck;

/**
 * The text of a migration. It is complete by itself: it also works with Flyway's command line, and never leaves an
 * INVALID index behind a history that says success.
 */
final class MigrationText {
    /**
     * {@code CREATE INDEX CONCURRENTLY} cannot run in a transaction, and names may contain <code>${</code>. Both lines
     * are needed, since the script contains more than the one statement.
     */
    static final String CONFIGURATION = """
            executeInTransaction=false
            placeholderReplacement=false
            """;

    private MigrationText() {}

    /** The script that creates an index. */
    static String create(IndexSpec index) {
        return """
                %s
                -- declared by: %s
                -- definition: %s

                -- Without limits: a build waits for every transaction that is older than itself, and a timeout would
                -- leave an INVALID index behind.
                SET statement_timeout = 0;
                SET lock_timeout = 0;
                DO $$
                BEGIN
                    IF current_setting('transaction_timeout', true) IS NOT NULL THEN -- PostgreSQL 17 and later
                        PERFORM set_config('transaction_timeout', '0', false);
                    END IF;
                END
                $$;

                %s;

                -- IF NOT EXISTS is content with any relation of that name, also with what a dead build left behind.
                %s
                DO $$
                BEGIN
                    IF current_setting('transaction_timeout', true) IS NOT NULL THEN
                        RESET transaction_timeout;
                    END IF;
                END
                $$;
                RESET lock_timeout;
                RESET statement_timeout;
                """.formatted(
                MigrationHeader.create(Identifiers.qualified(index.table().schema(), index.name())),
                index.declaredBy(),
                PostgresRenderer.definition(index),
                PostgresRenderer.concurrentBuild(index),
                ValidityCheck.of(index));
    }
}
