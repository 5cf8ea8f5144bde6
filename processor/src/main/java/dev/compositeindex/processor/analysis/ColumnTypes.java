package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.grammar.Expression;
import dev.compositeindex.processor.grammar.TypeNames;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.FieldDecl.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types that a column may have: the one that its definition names, else those that values of the Java type are stored in.
 * Of texts nothing is concluded.
 */
final class ColumnTypes {
    private static final List<String> WHOLE = List.of("int4", "int8", "int2", "numeric", "float8", "float4", "oid");
    private static final List<String> LONG = List.of("int8", "int4", "int2", "numeric", "float8", "float4", "oid");
    private static final List<String> DECIMAL = List.of("numeric", "float8", "float4", "int4", "int8", "int2", "money");
    private static final List<String> FLOATING = List.of("float8", "float4", "numeric", "int4", "int8", "int2");
    private static final List<String> TIME = List.of("timestamptz", "timestamp", "date");

    private static final Map<String, List<String>> BY_JAVA_TYPE = Map.ofEntries(
            Map.entry("byte", WHOLE),
            Map.entry("short", WHOLE),
            Map.entry("int", WHOLE),
            Map.entry("long", LONG),
            Map.entry("float", FLOATING),
            Map.entry("double", FLOATING),
            Map.entry("java.lang.Byte", WHOLE),
            Map.entry("java.lang.Short", WHOLE),
            Map.entry("java.lang.Integer", WHOLE),
            Map.entry("java.lang.Long", LONG),
            Map.entry("java.lang.Float", FLOATING),
            Map.entry("java.lang.Double", FLOATING),
            Map.entry("java.math.BigInteger", DECIMAL),
            Map.entry("java.math.BigDecimal", DECIMAL),
            Map.entry("boolean", List.of("bool")),
            Map.entry("java.lang.Boolean", List.of("bool")),
            Map.entry("java.util.UUID", List.of("uuid")),
            Map.entry("java.time.Instant", TIME),
            Map.entry("java.time.OffsetDateTime", TIME),
            Map.entry("java.time.ZonedDateTime", TIME),
            Map.entry("java.time.LocalDateTime", List.of("timestamp", "timestamptz", "date")),
            Map.entry("java.time.LocalDate", List.of("date", "timestamp", "timestamptz")));

    private final ServerCatalog catalog;

    ColumnTypes(ServerCatalog catalog) {
        this.catalog = catalog;
    }

    /** What annotations say; empty if they say nothing that is known. */
    List<PgType> said(FieldDecl field) {
        if (field.kind() != Kind.COLUMN) {
            return List.of();
        }
        String definition = field.mapping().column().definition();
        if (!definition.isBlank()) {
            return TypeNames.first(definition).flatMap(this::named).stream().toList();
        }
        return StoredType.of(field) == StoredType.JSON ? types(Stream.of("jsonb", "json")) : List.of();
    }

    /** The same, and if nothing is said, what the Java type suggests: the most likely first. */
    List<PgType> concluded(FieldDecl field) {
        return field.kind() == Kind.COLUMN && StoredType.isPlain(field)
                ? types(BY_JAVA_TYPE.getOrDefault(field.javaType(), List.of()).stream())
                : said(field);
    }

    private List<PgType> types(Stream<String> names) {
        return names.flatMap(name -> catalog.type(name).stream()).toList();
    }

    private Optional<PgType> named(Expression.TypeText type) {
        return Optional.of(type.names())
                .filter(names ->
                        names.size() == 1 || names.size() == 2 && names.get(0).equals("pg_catalog"))
                .flatMap(names -> catalog.type(names.get(names.size() - 1)))
                .filter(found -> !found.isPseudo())
                .flatMap(found -> type.isArray() ? catalog.arrayOf(found) : Optional.of(found));
    }
}
