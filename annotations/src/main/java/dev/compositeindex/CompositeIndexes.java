package dev.compositeindex;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The container that the compiler makes of repeated {@link CompositeIndex} annotations. Not written by hand. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CompositeIndexes {

    /** The indexes, in the order of their declaration. */
    CompositeIndex[] value();
}
