package dev.compositeindex.verify;

import dev.compositeindex.registry.IndexRegistry;
import javax.sql.DataSource;

/**
 * Compares the declared indexes with those of a database. Safe for use by several threads; each call borrows one
 * connection, changes nothing and gives the connection back as it was.
 */
public final class IndexVerifier {

    private final DataSource dataSource;

    private IndexVerifier(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A verifier for the database that a data source connects to, as the role that it connects as. */
    public static IndexVerifier of(DataSource dataSource) {
        return new IndexVerifier(dataSource);
    }

    /**
     * A verdict for each declared index, in the order of the registry.
     *
     * @throws IndexVerificationException if the database cannot be read
     */
    public VerificationReport verify(IndexRegistry registry) {
        throw new UnsupportedOperationException("reading the catalogue comes with the next commit");
    }
}
