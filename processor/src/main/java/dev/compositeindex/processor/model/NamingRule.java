package dev.compositeindex.processor.model;

/** How names of the database follow from those of Java and of JPA's annotations. */
public enum NamingRule {
    /** {@code address2Line} is {@code address2_line}: Spring Boot's choice on Hibernate 7. */
    SNAKE_CASE,
    /** {@code address2Line} is {@code address2line}: Spring Boot's choice on Hibernate 6. */
    HIBERNATE6,
    /** {@code address2Line} stays as it is: what JPA says. PostgreSQL folds it to lower case. */
    JPA
}
