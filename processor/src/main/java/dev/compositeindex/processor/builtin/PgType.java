package dev.compositeindex.processor.builtin;

import java.util.List;

/**
 * A type.
 *
 * @param name its name in the catalogue
 * @param category as in {@code pg_type.typcategory}: {@code N} for numbers, {@code S} for texts
 * @param nature as in {@code pg_type.typtype}: {@code b} for base types, {@code p} for pseudo-types
 * @param related the element of an array, the subtype of a range, the range of a multirange, by name; else a dot
 * @param preferred whether it is the one of its category that is taken in doubt
 * @param collatable whether it has a collation
 * @param takesModifiers whether its name can have any, as {@code varchar(20)}
 * @param inputIsImmutable whether a text always means the same value
 * @param outputIsImmutable whether a value is always printed the same
 * @param sqlName as SQL calls it
 */
public record PgType(
        String name,
        char category,
        char nature,
        String related,
        boolean preferred,
        boolean collatable,
        boolean takesModifiers,
        boolean inputIsImmutable,
        boolean outputIsImmutable,
        String sqlName) {

    static PgType parse(String line) {
        List<String> words = List.of(line.split(" ", 6));
        String flags = words.get(4);
        int end = flags.indexOf('-');
        return new PgType(
                words.get(0),
                words.get(1).charAt(0),
                words.get(2).charAt(0),
                words.get(3),
                flags.indexOf('p') >= 0,
                flags.indexOf('c') >= 0,
                flags.indexOf('m') >= 0,
                flags.charAt(end + 1) == 'i',
                flags.charAt(end + 2) == 'i',
                words.get(5));
    }

    public boolean is(String other) {
        return name.equals(other);
    }

    public boolean isArray() {
        return category == 'A' && !related.equals(".");
    }

    public boolean isPseudo() {
        return nature == 'p';
    }

    /** Whether it stands for a type that follows from others: {@code anyelement}. */
    public boolean isPolymorphic() {
        return isPseudo() && name.startsWith("any") && !name.equals("any");
    }
}
