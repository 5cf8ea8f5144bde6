package dev.compositeindex.processor.diagnostic;

import java.util.Optional;

/** Every message that the processor can print. The page {@code docs/diagnostics/<id>.md} explains each. */
public enum Code {
    UNKNOWN_FIELD("CI001"),
    STATIC_FIELD("CI002"),
    TRANSIENT_FIELD("CI003"),
    COLLECTION_FIELD("CI004"),
    REPEATED_COLUMN("CI005"),
    NO_KEYS("CI006"),
    BROKEN_KEY("CI007"),
    UNKNOWN_PLACEHOLDER("CI008"),
    UNBALANCED_PLACEHOLDER("CI009"),
    FORBIDDEN_SQL("CI010"),
    BROKEN_PREDICATE("CI011"),
    FIELD_NAME_IN_SQL("CI012"),
    NAME_TOO_LONG("CI013"),
    UNUSABLE_NAME("CI014"),
    NAME_TWICE("CI015"),
    NAME_OF_TABLE("CI016"),
    EQUAL_INDEXES("CI017", Warning.REDUNDANT),
    TOO_MANY_COLUMNS("CI018"),
    NOT_A_CLASS("CI019"),
    BAD_OPTION("CI020"),
    FILE_EXISTS("CI021"),
    UNRESOLVED_TYPE("CI022"),
    LATE_TYPE("CI023"),
    NO_RECORDED_MIGRATIONS("CI024", Severity.NOTE),
    FILE_ACCESS("CI025"),
    BAD_STORAGE_PARAMETER("CI026"),
    UNUSABLE_COMMENT("CI027"),
    BAD_FORMER_NAME("CI028"),
    MISSING_CONFIGURATION("CI029"),
    DAMAGED_HEADER("CI030"),
    VERSION_TWICE("CI031"),
    NEVER_CREATED("CI032"),
    CREATED_TWICE("CI033"),
    AMBIGUOUS_RENAME("CI034"),
    BROKEN_INDEXES_FILE("CI035"),
    STALE_INDEXES_FILE("CI036"),
    RECORDED_IS_GONE("CI037", Warning.UNRECORDED),
    RECORDED_DIFFERS("CI038", Warning.UNRECORDED),
    RENAMING_NOT_FOLLOWED("CI039", Severity.NOTE),
    NAME_IN_TWO_MODULES("CI040"),
    REGISTRY_IN_TWO_MODULES("CI042"),
    CLASS_NOT_GIVEN("CI043", Severity.NOTE),
    DATABASE("CI044"),
    NOT_IN_AN_INDEX("CI045"),
    MUTABLE_FUNCTION("CI046"),
    UNKNOWN_METHOD("CI047"),
    METHOD_WITHOUT_UNIQUE("CI048"),
    METHOD_WITHOUT_ORDER("CI049"),
    METHOD_WITHOUT_INCLUDE("CI050"),
    METHOD_OF_ONE_KEY("CI051"),
    NULLS_OF_NO_UNIQUE_INDEX("CI052"),
    NEEDS_NEWER_SERVER("CI053"),
    OPERATOR_CLASS_OF_OTHER_METHOD("CI054"),
    BAD_OPERATOR_CLASS_PARAMETER("CI055"),
    INCLUDED_EXPRESSION("CI056"),
    COLUMN_AS_EXPRESSION("CI057"),
    TYPES_DO_NOT_FIT("CI058"),
    DROPPED_BY_HAND("CI059", Severity.NOTE),
    MISNAMED_MIGRATION("CI060"),
    WITHDRAWN_INDEX("CI061"),
    NO_TABLE("CI070"),
    JOINED_TABLE("CI071"),
    SECONDARY_TABLE("CI072"),
    INVERSE_REFERENCE("CI073"),
    JOIN_TABLE("CI074"),
    OTHER_CLASS("CI075"),
    FORMULA("CI076"),
    SHARED_KEY("CI077"),
    EMBEDDED_WHOLE("CI078"),
    COMPOSITE_REFERENCE("CI079"),
    NOT_MAPPED("CI080"),
    UNKNOWN_KEY("CI081"),
    OPAQUE_COLUMNS("CI082"),
    NAME_BY_VERSION("CI083"),
    JPA_INDEX_DROPPED("CI084"),
    REDUNDANT_INDEX("CI085", Warning.REDUNDANT),
    MANY_INDEXES("CI086", Warning.MANY_INDEXES),
    TYPES_SEEM_NOT_TO_FIT("CI087", Warning.TYPES),
    UNSUITABLE_METHOD("CI088", Warning.UNSUITABLE),
    LEADING_BOOLEAN("CI089", Warning.LEADING_BOOLEAN),
    FOREIGN_KEY_WITHOUT_INDEX("CI090", Warning.FOREIGN_KEY),
    READ_BY_SESSION("CI091", Warning.SESSION),
    JPA_INDEX_NOT_TAKEN("CI092", Severity.NOTE),
    JPA_INDEX_BY_NAME("CI093", Severity.NOTE),
    INTERNAL_ERROR("CI099");

    private final String id;
    private final Severity severity;
    private final Optional<Warning> warning;

    Code(String id) {
        this(id, Severity.ERROR);
    }

    Code(String id, Severity severity) {
        this(id, severity, Optional.empty());
    }

    Code(String id, Warning warning) {
        this(id, Severity.WARNING, Optional.of(warning));
    }

    Code(String id, Severity severity, Optional<Warning> warning) {
        this.id = id;
        this.severity = severity;
        this.warning = warning;
    }

    /** The stable name that users search for, {@code CI001}. */
    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /** The kind of warning that it is; empty if it is none. */
    public Optional<Warning> warning() {
        return warning;
    }
}
