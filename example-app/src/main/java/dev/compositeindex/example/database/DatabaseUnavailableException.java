package dev.compositeindex.example.database;

/** The database cannot be reached. The message is one line that says which, and why. */
public final class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
