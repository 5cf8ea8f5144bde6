package dev.compositeindex.health;

import java.sql.SQLException;

/** A database could not be read, so there is no report. The message says why, and what to do. */
public final class IndexHealthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private IndexHealthException(String message, SQLException cause) {
        super(message, cause);
    }

    static IndexHealthException of(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        String repair = state.startsWith("08") || state.startsWith("28") || state.equals("3D000")
                ? "Check the data source: it gives no connection."
                : switch (state) {
                    case "55P03", "57014", "40001", "40P01" -> "Ask again when the server is less busy.";
                    case "42501" -> "Let this role read the system catalogue.";
                    default -> "Is this a PostgreSQL 14 or newer?";
                };
        return new IndexHealthException(
                "The use of the indexes could not be read. " + repair + " The database says: " + cause.getMessage(),
                cause);
    }
}
