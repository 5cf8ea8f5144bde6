package dev.compositeindex.cli.output;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Objects as JSON, indented. */
public final class JsonText {
    private static final JSON WRITER = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private JsonText() {}

    /**
     * The text of an object.
     *
     * @param members texts, numbers, booleans, lists and maps of these, in the order in which they are to be written
     */
    public static String of(Map<String, ?> members) {
        try {
            return WRITER.asString(members).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
