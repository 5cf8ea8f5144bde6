package dev.compositeindex.processor.diagnostic;

/**
 * One message.
 *
 * @param code what kind of problem it is
 * @param site where
 * @param text what must hold, the user's own symbol in quotes, then the repair
 */
public record Problem(Code code, Site site, String text) {

    public boolean isError() {
        return code.severity() == Severity.ERROR;
    }

    /** The line that is printed: code, place, text. */
    public String message() {
        String place = site.describe();
        return "[" + code.id() + "] " + (place.isEmpty() ? "" : place + ": ") + text;
    }
}
