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
 * @CompositeIndex(name = "course_pub_diff_idx", fields = {"difficultyLevel", "isPublished"})
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
     * The keys of the index, most significant first, one per element:
     *
     * <pre>{@code
     * key  = part [COLLATE name] [opclass[(parameters)]] [ASC|DESC] [NULLS FIRST|LAST]
     * part = field path | call | (expression) | "column"
     * }</pre>
     *
     * <ul>
     *   <li>A <b>field path</b> is a field's name; a dot leads into the fields of a field's type: {@code "address.city"}. The
     *       first word is always the part, so {@code "desc DESC"} is a field called {@code desc}.
     *   <li>A <b>call</b>, {@code "lower({title})"}, or any other <b>expression</b> in parentheses, {@code "({price} *
     *       {quantity})"}, is SQL in which <code>{field}</code> stands for the column of a field, as in {@link #where}.
     *   <li>A <b>column that no field has</b> stands in double quotes, as in SQL: {@code "\"legacy_code\" DESC"}. Of it javac knows
     *       nothing; whether it exists is left to the server.
     *   <li>{@code COLLATE} names a collation, in double quotes if it has capitals: {@code "title COLLATE \"C\""}.
     *   <li>The <b>operator class</b> ends in {@code _ops}, or stands in double quotes; it may have parameters: {@code
     *       "title text_pattern_ops"}, {@code "title gist_trgm_ops(siglen=32)"}. Both names may follow their schema's and a
     *       dot.
     *   <li>As in PostgreSQL, {@code ASC} and, with it, {@code NULLS LAST} are the defaults, and {@code DESC} puts nulls first.
     *       Only {@code btree} keeps an order.
     * </ul>
     *
     * <p>Words are case-insensitive, except for fields. At least one key is needed; keys and {@link #include} together may be
     * 32 at most.
     */
    String[] fields();

    /**
     * The index's name in the database, used as it is; at most 63 bytes in UTF-8. Names are unique per schema.
     *
     * <p>Without it the name is {@code <table>_<column>_<column>_<hash8>_idx}. The hash covers what the index is (table,
     * access method, uniqueness, keys, predicate, included columns), so a derived name changes exactly when the index does.
     */
    String name() default "";

    /**
     * The access method: {@code btree}, {@code hash}, {@code gin}, {@code gist}, {@code spgist} or {@code brin}, of which javac
     * knows what they can do; or that of an extension, such as {@code hnsw} or {@code bloom}, which passes unchecked.
     */
    String using() default "btree";

    /** Whether the index refuses two rows with equal keys. Only {@code btree} can. */
    boolean unique() default false;

    /**
     * Whether nulls differ from each other in a unique index, so that there may be many. False is {@code NULLS NOT DISTINCT},
     * which PostgreSQL has since release 15.
     */
    boolean nullsDistinct() default true;

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
     * order does not matter. Each access method has its own: {@code fillfactor}, 10 to 100 ({@code btree}, {@code hash}, {@code
     * gist}, {@code spgist}); {@code deduplicate_items} ({@code btree}); {@code buffering}, {@code on}, {@code off} or {@code auto}
     * ({@code gist}); {@code fastupdate} and {@code gin_pending_list_limit} ({@code gin}); {@code pages_per_range} and {@code
     * autosummarize} ({@code brin}). What is said is said to the server, also where it is the default.
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
