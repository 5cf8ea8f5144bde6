package dev.compositeindex.cli.analysis;

import dev.compositeindex.processor.diagnostic.Printable;

/** Text that may stand in a page, whatever it is. */
final class Html {

    private Html() {}

    /** Text from outside, also for an attribute in double quotes. */
    static String of(String text) {
        return Printable.whole(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
