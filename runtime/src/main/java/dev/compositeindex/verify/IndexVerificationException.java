package dev.compositeindex.verify;

/** The database could not be read, so there is no verdict on any index. The message says why, and what to do. */
public final class IndexVerificationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IndexVerificationException(String message, Throwable cause) {
        super(message, cause);
    }
}
