package dev.compositeindex.processor.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A rule says how names of the database follow from those of Java and of JPA's annotations. */
public enum NamingRule {
    /** {@code address2Line} is {@code address2_line}: Spring Boot's choice on Hibernate 7. */
    SNAKE_CASE,
    /** {@code address2Line} is {@code address2line}: Spring Boot's choice on Hibernate 6. */
    HIBERNATE6,
    /** {@code address2Line} stays as it is: what JPA says. PostgreSQL folds it to lower case. */
    JPA;

    /** The words that {@link #of} understands. */
    public static List<String> words() {
        return Arrays.stream(values()).map(NamingRule::word).toList();
    }

    /** What a word stands for. */
    public static Optional<NamingRule> of(String word) {
        return Arrays.stream(values()).filter(rule -> rule.word().equals(word)).findFirst();
    }

    /** The word that stands for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
