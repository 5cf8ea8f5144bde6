package dev.compositeindex;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one PostgreSQL index of the annotated class's table. Repeat it for several indexes.
 *
 * <pre>{@code
 * @IndexedTable("learning_course")
 * @CompositeIndex(name = "course_pub_diff_idx", fields = {"isPublished", "difficultyLevel"})
 * @CompositeIndex(fields = "createdAt DESC", where = "{isPublished}", include = "title")
 * public record Course(long id, String title, boolean isPublished, String difficultyLevel, Instant createdAt) {}
 * }</pre>
 *
 * <p>The annotation processor checks the declaration when the class is compiled. It writes the Flyway migration that
 * builds the index without blocking writes, a class {@code CourseIndexes} with one {@link
 * dev.compositeindex.registry.IndexDefinition} constant per index, and the module's {@link
 * dev.compositeindex.registry.IndexRegistry}.
 *
 * <p>The class may be a class or a record, top-level or nested; fields inherited from its superclasses count as its own.
 * A mistake is a compile error with a code, for example {@code [CI001]}, that is explained under {@code
 * docs/diagnostics}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Repeatable(CompositeIndexes.class)
public @interface CompositeIndex {

    /**
     * The keys of the index, most significant first. A key is a field, optionally followed by its order:
     *
     * <pre>{@code  field path [ASC|DESC] [NULLS FIRST|LAST]}</pre>
     *
     * <p>The first word is always the field, even if it is called {@code desc}; a dot leads into the fields of a field's
     * type: {@code "address.city"}. As in PostgreSQL, {@code ASC} and, with it, {@code NULLS LAST} are the defaults, and
     * {@code DESC} puts nulls first. At least one key is needed; keys and {@link #include} together may be 32 at most.
     */
    String[] fields();

    /**
     * The index's name in the database, used as it is; at most 63 bytes in UTF-8. Names are unique per schema.
     *
     * <p>Without it the name is {@code <table>_<column>_<column>_<hash8>_idx}. The hash covers what the index is (table,
     * uniqueness, keys, predicate, included columns), so a derived name changes exactly when the index does.
     */
    String name() default "";

    /** Whether the index refuses two rows with equal keys. */
    boolean unique() default false;

    /**
     * The predicate of a partial index: a SQL condition on the table's columns, in which <code>{field}</code> stands for
     * the column of a field, for example <code>"{isPublished} AND {price} &gt; 0"</code>. Braces inside a quoted literal
     * are text. Statement terminators and comments are refused. Empty: all rows are indexed.
     */
    String where() default "";

    /** Field paths whose columns the index carries along without sorting by them, for index-only scans. */
    String[] include() default {};

    /**
     * Storage parameters, each as {@code "name=value"}: {@code with = {"fillfactor=70", "deduplicate_items=off"}}. Their
     * order does not matter. An index has two: {@code fillfactor}, 10 to 100, and {@code deduplicate_items}, a boolean as
     * PostgreSQL reads it. What is said is said to the server, also where it is the default.
     *
     * <p>Like {@link #tablespace} and {@link #comment}, they are no part of what the index is: changing them neither
     * renames the index nor builds another one.
     */
    String[] with() default {};

    /**
     * The name of the tablespace that the index is in, used as it is. Empty: wherever the database puts it, and wherever
     * it has been moved since.
     */
    String tablespace() default "";

    /**
     * What {@code COMMENT ON INDEX} says of the index, any text over any number of lines. Empty: nothing is said, and a
     * comment that the database has is left alone.
     */
    String comment() default "";

    /**
     * The name that this index had before, in the same schema, used as it is. The index of that name is then renamed,
     * where otherwise one index would be dropped and another one built. Needed only where several indexes could be
     * meant; to be removed once the renaming is recorded, and at the latest when another index takes the name.
     */
    String renamedFrom() default "";
}
