package dev.compositeindex.verify;

import dev.compositeindex.text.Visible;
import java.sql.SQLException;

/** The database could not be read, so there is no verdict on any index. The message says why, and what to do. */
public final class IndexVerificationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private IndexVerificationException(String message, Throwable cause) {
        super(message, cause);
    }

    static IndexVerificationException of(SQLException cause) {
        return new IndexVerificationException(
                "The declared indexes could not be verified. " + repair(cause) + " The database says: "
                        + Visible.of(String.valueOf(cause.getMessage())),
                Visible.of(cause));
    }

    private static String repair(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.startsWith("08") || state.startsWith("28") || state.equals("3D000")) {
            return "Check the data source: it gives no connection.";
        }
        return switch (state) {
            case "42501" -> "Let this role read the system catalogue, or verify as the role that runs the migrations.";
            case "40001", "40P01" ->
                "Verify again: someone changed the catalogue meanwhile, or a standby replayed that.";
            case "55P03" -> "Verify again later: someone holds a lock on the system catalogue.";
            case "57014" -> "Raise statement_timeout for this role, or verify again when the server is less busy.";
            default -> "Is this a PostgreSQL 14 or newer?";
        };
    }
}
