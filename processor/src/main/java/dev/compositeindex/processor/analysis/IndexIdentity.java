package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.model.AccessMethod;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeyPart;
import dev.compositeindex.processor.model.KeySpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of an index: one unambiguous text says all that it is, apart from its name and schema.
 *
 * <p>The form is a list of strings, each written as {@code <length in UTF-8 bytes>:<string>}. The first is the form's
 * number, {@code 1}; then come pairs of an attribute and its value, a value that is itself a list being written in the
 * same way. Attributes with PostgreSQL's default value are left out, so that the language of declarations can grow
 * without changing the identity, and with it the derived name, of any index that exists. Identifiers are raw, and
 * authored SQL is its tokens: neither quoting nor spacing counts.
 */
public final class IndexIdentity {
    private static final String FORM = "1";
    private static final int LIKELY_LENGTH = 160;

    private IndexIdentity() {}

    /** The text whose hash goes into derived names. Pinned by tests: a change would rename users' indexes. */
    public static String text(IndexSpec index) {
        List<String> parts =
                new ArrayList<>(List.of(FORM, "table", index.table().name()));
        if (!index.method().equals(AccessMethod.DEFAULT)) {
            parts.addAll(List.of("using", index.method()));
        }
        if (index.unique()) {
            parts.addAll(List.of("unique", "true"));
        }
        if (!index.nullsDistinct()) {
            parts.addAll(List.of("nulls", "not distinct"));
        }
        index.keys().forEach(key -> parts.addAll(List.of("key", key(key))));
        index.include().forEach(column -> parts.addAll(List.of("include", column)));
        if (index.where().isPresent()) {
            parts.addAll(List.of("where", encode(index.where().tokens())));
        }
        return encode(parts);
    }

    /** The first 8 hexadecimal digits of the text's SHA-256. */
    public static String hash8(IndexSpec index) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text(index).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String key(KeySpec key) {
        List<String> parts = new ArrayList<>();
        if (key.part() instanceof KeyPart.Expression expression) {
            parts.addAll(List.of("expression", encode(expression.sql().tokens())));
        }
        key.part().columns().forEach(column -> parts.addAll(List.of("column", column)));
        if (!key.collation().isEmpty()) {
            parts.addAll(List.of("collation", encode(key.collation())));
        }
        if (!key.operatorClass().isDefault()) {
            parts.addAll(List.of("operator class", encode(key.operatorClass().name())));
        }
        key.operatorClass()
                .parameters()
                .forEach((name, value) -> parts.addAll(List.of("parameter", encode(List.of(name, value)))));
        if (key.descending()) {
            parts.addAll(List.of("order", "desc"));
        }
        if (!key.nullsAreDefault()) {
            parts.addAll(List.of("nulls", key.nullsFirst() ? "first" : "last"));
        }
        return encode(parts);
    }

    private static String encode(List<String> parts) {
        StringBuilder encoded = new StringBuilder(LIKELY_LENGTH);
        for (String part : parts) {
            encoded.append(bytes(part)).append(':').append(part);
        }
        return encoded.toString();
    }

    /** In UTF-8. */
    private static int bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
