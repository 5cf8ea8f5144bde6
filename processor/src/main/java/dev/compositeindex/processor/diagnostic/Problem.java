package dev.compositeindex.processor.diagnostic;

/**
 * One message. Whatever it quotes, and whoever prints it: all of it is to be seen, on the lines that it has.
 *
 * @param code what kind of problem it is
 * @param site where
 * @param text what must hold, the user's own symbol in quotes, then the repair
 */
public record Problem(Code code, Site site, String text) {

    public Problem {
        text = Printable.lines(text);
    }

    public boolean isError() {
        return code.severity() == Severity.ERROR;
    }

    /** The line that is printed: code, place, text. */
    public String message() {
        String place = Printable.whole(site.describe());
        return "[" + code.id() + "] " + (place.isEmpty() ? "" : place + ": ") + text;
    }
}
