package dev.compositeindex.processor.typing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text is JSON if it has this syntax. */
final class JsonSyntax {
    private static final Pattern SCALAR = Pattern.compile(
            "\"(?:[^\"\\\\\\x00-\\x1f]|\\\\.)*+\"|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w.])|(?:true|false|null)(?!\\w)");

    private static final int DEEPEST = 200;

    private final String text;
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    static boolean isJson(String text) {
        JsonSyntax json = new JsonSyntax(text);
        return json.value(0) && json.at == text.length();
    }

    /** Takes a value with the space around it. */
    private boolean value(int depth) {
        space();
        boolean fits = take('{') ? list('}', true, depth) : take('[') ? list(']', false, depth) : scalar();
        space();
        return fits;
    }

    private boolean list(char end, boolean named, int depth) {
        space();
        if (take(end)) {
            return true;
        }
        do {
            if (named && !name() || depth < DEEPEST && !value(depth + 1)) {
                return false;
            }
        } while (take(','));
        return depth >= DEEPEST || take(end);
    }

    private boolean name() {
        space();
        boolean fits = text.startsWith("\"", at) && scalar();
        space();
        return fits && take(':');
    }

    private boolean scalar() {
        Matcher scalar = SCALAR.matcher(text).region(at, text.length());
        boolean fits = scalar.lookingAt();
        at = fits ? scalar.end() : at;
        return fits;
    }

    private boolean take(char c) {
        boolean found = at < text.length() && text.charAt(at) == c;
        at += found ? 1 : 0;
        return found;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
