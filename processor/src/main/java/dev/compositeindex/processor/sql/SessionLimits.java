package dev.compositeindex.processor.sql;

/**
 * The timeouts that would end a build in the middle and leave an INVALID index behind: a role, a database or a pool may have
 * set them. What they were is kept in the session, under names of ours.
 */
public final class SessionLimits {
    private static final String NAMES = "'{statement_timeout, lock_timeout, transaction_timeout}'";

    /** Switches them off. */
    public static final String OFF = """
            -- Builds and drops wait for older transactions, and a timeout would leave an INVALID index: so none, until the end.
            DO $$ BEGIN PERFORM pg_catalog.set_config(pg_catalog.concat('compositeindex.', name), setting, false), pg_catalog.set_config(name, '0', false)
                FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY (%s); END $$;
            """.formatted(NAMES);

    /** Gives them the values that they had. */
    public static final String BACK = """
            DO $$ BEGIN PERFORM pg_catalog.set_config(name, pg_catalog.current_setting(pg_catalog.concat('compositeindex.', name)), false)
                FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY (%s); END $$;
            """.formatted(NAMES);

    private SessionLimits() {}
}
