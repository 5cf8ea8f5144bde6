package dev.compositeindex.plans;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test that sends a query which no index serves. All statements that the test method sends through data sources of
 * {@link PlanCapture} are planned, as PostgreSQL would on large tables; they fail the test if
 *
 * <ul>
 *   <li>they read a table whole that declares indexes, or that {@link #tables} names;
 *   <li>they use an index for the values that they had, and none of its kind in the plan that is kept for any values.
 * </ul>
 *
 * <p>The plans are asked for after the method, on a connection of their own: what the test has created in a transaction
 * that is still open cannot be planned, which is said.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(ExpectPlansExtension.class)
public @interface ExpectPlans {

    /** The tables that must not be read whole, by their names; none means all that declare an index. */
    String[] tables() default {};

    /** Parts of texts of statements that may read what they like: a report, a list of all. */
    String[] except() default {};
}
