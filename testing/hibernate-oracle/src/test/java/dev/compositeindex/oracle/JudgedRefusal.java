package dev.compositeindex.oracle;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Attributes of which Hibernate has one column in the class's table, and the processor names none, on purpose. The
 * documentation says so; what is not listed here is a mistake.
 */
public enum JudgedRefusal {
    EMBEDDED_WHOLE(
            "CI078", "is an embedded value, whose fields have a column each", "An index has to name the columns"),
    JOIN_COLUMNS_WITHOUT_ORDER(
            "CI079",
            "Say with referencedColumnName which column refers to which",
            "If `@JoinColumns` does not say with `referencedColumnName` which column refers to which"),
    SHARED_KEY_WITHOUT_ORDER(
            "CI081",
            "of which it is not said which is which",
            "or by `@JoinColumn`s of that kind on a reference with `@MapsId`"),
    PRIMARY_KEY_JOIN_COLUMNS_WITHOUT_ORDER(
            "CI081",
            "@PrimaryKeyJoinColumn on .* does not say which column",
            "several `@PrimaryKeyJoinColumn`s without `referencedColumnName`"),
    REFERENCE_TO_SUCH_A_KEY(
            "CI081",
            "of whose primary key annotations do not say which column is which",
            "a primary key has several columns, and it is not said which is which"),
    SHARED_KEY_WITH_TWO_NAMES(
            "CI081", "but with Hibernate 6 and 7 one of its own", "Hibernate 6 and 7 then make two columns"),
    SHARED_KEY_OVERRIDDEN(
            "CI081", "of which @AssociationOverride gives the name", "Or an `@AssociationOverride` names the columns"),
    RECORD_READ_BY_GETTERS(
            "CI080",
            "of which Hibernate 6 and 7 do not agree",
            "Hibernate 6 and 7 do not agree about that, its fields are refused");

    private final String code;
    private final Pattern text;
    private final String documented;

    /**
     * Lists a refusal.
     *
     * @param code its code
     * @param text what its message contains
     * @param documented what its page says
     */
    JudgedRefusal(String code, String text, String documented) {
        this.code = code;
        this.text = Pattern.compile(text);
        this.documented = documented;
    }

    /** The refusal that an answer is, if it is one of these. */
    static Optional<JudgedRefusal> of(String answer) {
        return Stream.of(values())
                .filter(refusal -> answer.startsWith(refusal.code + " ")
                        && refusal.text.matcher(answer).find())
                .findFirst();
    }

    /** The name of its page among those of the diagnostics. */
    String page() {
        return code + ".md";
    }

    /** What that page says. */
    String documented() {
        return documented;
    }

    @Override
    public String toString() {
        return code + " " + name();
    }
}
