package dev.compositeindex.example.data;

/** The database holds something that must not be mixed with sample data. Nothing was changed; the message says why. */
public final class NotOursException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotOursException(String message) {
        super(message);
    }
}
