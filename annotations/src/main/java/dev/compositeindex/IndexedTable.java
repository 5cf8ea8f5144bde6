package dev.compositeindex;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the table of a class that declares indexes. Without it, the table is the one that annotations of JPA, Spring Data or
 * Micronaut Data say; without these, the class's simple name in snake case: {@code CourseEnrollment} is {@code
 * course_enrollment}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface IndexedTable {

    /** The table's name, verbatim: {@code "Order"} is the table that SQL calls {@code "Order"} in quotes. */
    String value();

    /** The table's schema, verbatim. Empty: whichever schema the connection's search path leads to. */
    String schema() default "";
}
