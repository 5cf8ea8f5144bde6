package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import dev.compositeindex.processor.model.FieldMapping.Storage;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kind of type that a column has, as far as the Java type and the annotations leave no doubt. A string may be in a column of
 * any type, and what a converter makes of a value is not known.
 */
enum StoredType {
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    UUID("a UUID"),
    JSON("stored as JSON"),
    ARRAY("an array"),
    UNKNOWN("of a type that is not known");

    private static final Set<String> NUMBERS = Set.of(
            "byte",
            "short",
            "int",
            "long",
            "float",
            "double",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.math.BigInteger",
            "java.math.BigDecimal");

    /** Those of bytes and characters are one value. */
    private static final Pattern ARRAYS =
            Pattern.compile("(?!(byte|char|java\\.lang\\.Byte|java\\.lang\\.Character)\\[]$).*\\[]");

    /** Not of PostgreSQL's {@code json}, which no index takes, nor of arrays of documents. */
    private static final Pattern JSON_DEFINITION = Pattern.compile("jsonb\\b(?!\\s*(\\[|array\\b)).*", Pattern.DOTALL);

    /** Hibernate's {@code SqlTypes.JSON}. */
    private static final int JSON_CODE = 3001;

    private final String words;

    StoredType(String words) {
        this.words = words;
    }

    /** What a column is, in words: {@code a number}. */
    String words() {
        return words;
    }

    static StoredType of(FieldDecl field) {
        if (field.kind() != Kind.COLUMN) {
            return UNKNOWN;
        }
        String definition = definition(field).toLowerCase(Locale.ROOT);
        if (field.mapping().storage().jdbcType() == JSON_CODE
                || JSON_DEFINITION.matcher(definition).matches()) {
            return JSON;
        }
        return isPlain(field) ? ofJava(field.javaType()) : UNKNOWN;
    }

    /** Whether no annotation says how values are stored, so that the Java type does. */
    static boolean isPlain(FieldDecl field) {
        return field.mapping().storage().equals(Storage.NONE)
                && definition(field).isEmpty();
    }

    private static String definition(FieldDecl field) {
        return field.mapping().column().definition().strip();
    }

    private static StoredType ofJava(String type) {
        if (NUMBERS.contains(type)) {
            return NUMBER;
        }
        if (ARRAYS.matcher(type).matches()) {
            return ARRAY;
        }
        return switch (type) {
            case "boolean", "java.lang.Boolean" -> BOOLEAN;
            case "java.util.UUID" -> UUID;
            default -> UNKNOWN;
        };
    }
}
